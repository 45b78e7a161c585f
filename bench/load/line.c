#define _GNU_SOURCE
#include "line.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { INPUT = 1 << 18, READS = 4, LONGEST_REQUEST = 512 };
enum { TEXT = 1, CLOSE = 8, PING = 9, PONG = 10 };

/* One buffer for all lines: it stays in the processor's cache. A line keeps only the rest of what it got. */
static unsigned char input[INPUT];

void die(const char *what) {
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(1);
}

void allow_many_files(void) {
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files)) die("getrlimit");
    files.rlim_cur = files.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &files)) die("setrlimit");
}

static void end(Line *line) {
    close(line->fd);
    line->fd = -1;
    line->stage = LINE_ENDED;
    line->rest_size = line->out_size = 0;
}

/* Makes room for `more` bytes behind `size`. */
static unsigned char *grown(unsigned char *buffer, size_t *room, size_t size, size_t more) {
    if (size + more <= *room) return buffer;
    *room = (size + more) * 2;
    buffer = realloc(buffer, *room);
    if (!buffer) die("memory");
    return buffer;
}

static unsigned char *appended(Line *line, size_t more) {
    line->out = grown(line->out, &line->out_room, line->out_size, more);
    line->out_size += more;
    return line->out + line->out_size - more;
}

void line_open(Line *line, const struct sockaddr_in *server, const char *path, const char *headers,
               int receive_buffer) {
    line->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (line->fd < 0) die("socket");
    if (receive_buffer) setsockopt(line->fd, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    if (connect(line->fd, (const struct sockaddr *)server, sizeof *server)) die("connect");
    int one = 1;
    setsockopt(line->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    char request[LONGEST_REQUEST];
    int length = snprintf(request, sizeof request,
                          "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n%s\r\n",
                          path, ntohs(server->sin_port), headers);
    if (length >= LONGEST_REQUEST || send(line->fd, request, (size_t)length, MSG_NOSIGNAL) != length) die("handshake");
    fcntl(line->fd, F_SETFL, O_NONBLOCK);
    line->stage = LINE_GREETING;
    line->was_refused = line->was_broken = false;
}

/* The answer to the key above is the one of RFC 6455, section 1.3. */
static bool is_welcome(const char *head) {
    return !strncmp(head, "HTTP/1.1 101", 12) && strstr(head, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

/* The bytes of the answer to the handshake at the beginning of the input, 0 while it is not whole. */
static size_t take_greeting(Line *line, size_t held) {
    unsigned char *blank = memmem(input, held, "\r\n\r\n", 4);
    if (!blank) return 0;
    *blank = 0;
    line->was_refused = !is_welcome((const char *)input);
    line->stage = LINE_OPEN;
    return (size_t)(blank + 4 - input);
}

static void send_control(Line *line, int opcode, const unsigned char *payload, size_t length) {
    if (line->out_size > LONGEST_QUEUE) return;
    unsigned char *at = appended(line, 6 + length);
    at[0] = (unsigned char)(0x80 | opcode);
    at[1] = (unsigned char)(0x80 | length);
    memset(at + 2, 0, 4); /* the mask is zero: it changes nothing, and is allowed */
    if (length) memcpy(at + 6, payload, length);
    line_flush(line);
}

static void take_control(Line *line, int opcode, const unsigned char *payload, size_t length) {
    if (opcode == PING && length <= 125) {
        send_control(line, PONG, payload, length);
    } else if (opcode == CLOSE) {
        if (line->stage == LINE_OPEN) send_control(line, CLOSE, payload, length < 2 ? 0 : 2);
        line->stage = LINE_LEAVING;
    } else if (opcode != PONG) {
        line->was_broken = true;
    }
}

/* The bytes of the whole frames at `at`. */
static size_t take_frames(Line *line, const unsigned char *at, size_t held, OnText on_text, void *owner) {
    size_t taken = 0;
    while (held - taken >= 2 && !line->was_broken) {
        const unsigned char *frame = at + taken;
        size_t length = frame[1] & 127, header = length < 126 ? 2 : length == 126 ? 4 : 10;
        if (held - taken < header) break;
        if (header == 4) length = (size_t)frame[2] << 8 | frame[3];
        if (header == 10) {
            length = 0;
            for (int i = 2; i < 10; i++) length = length << 8 | frame[i];
        }
        /* A server masks nothing; the peers here send every message whole, and no extension is agreed to. */
        if (length > LONGEST_FRAME || (frame[0] & 0xf0) != 0x80 || frame[1] & 0x80) {
            line->was_broken = true;
            break;
        }
        if (held - taken < header + length) break;
        int opcode = frame[0] & 15;
        if (opcode == TEXT) on_text(owner, frame + header, length);
        else take_control(line, opcode, frame + header, length);
        taken += header + length;
    }
    return taken;
}

static void keep(Line *line, size_t taken, size_t held) {
    line->rest_size = held - taken;
    if (!line->rest_size) return;
    line->rest = grown(line->rest, &line->rest_room, 0, line->rest_size);
    memcpy(line->rest, input + taken, line->rest_size);
}

void line_take(Line *line, OnText on_text, void *owner) {
    for (int reads = 0; reads < READS; reads++) {
        size_t held = line->rest_size, taken = 0;
        if (held) memcpy(input, line->rest, held);
        ssize_t got = recv(line->fd, input + held, INPUT - held, 0);
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) break;
        if (got <= 0) {
            if (line->stage == LINE_GREETING) line->was_refused = true;
            end(line);
            return;
        }
        held += (size_t)got;
        if (line->stage == LINE_GREETING) taken = take_greeting(line, held);
        if (line->stage != LINE_GREETING && !line->was_refused)
            taken += take_frames(line, input + taken, held - taken, on_text, owner);
        if (line->stage == LINE_GREETING && held > LONGEST_FRAME) line->was_refused = true;
        if (line->was_refused || line->was_broken) {
            end(line);
            return;
        }
        keep(line, taken, held);
        if ((size_t)got < INPUT / 2) break;
    }
    line_flush(line);
}

unsigned char *line_text(Line *line, size_t size) {
    size_t header = size < 126 ? 6 : 8;
    if (line->out_size + header + size > LONGEST_QUEUE) return NULL;
    unsigned char *at = appended(line, header + size);
    at[0] = 0x80 | TEXT;
    at[1] = (unsigned char)(0x80 | (size < 126 ? size : 126));
    if (size >= 126) {
        at[2] = (unsigned char)(size >> 8);
        at[3] = (unsigned char)size;
    }
    memset(at + header - 4, 0, 4);
    return at + header;
}

bool line_flush(Line *line) {
    size_t sent = 0;
    while (sent < line->out_size) {
        ssize_t taken = send(line->fd, line->out + sent, line->out_size - sent, MSG_NOSIGNAL);
        if (taken < 0 && errno == EINTR) continue;
        if (taken <= 0) break; /* full, or gone: reading tells which */
        sent += (size_t)taken;
    }
    line->out_size -= sent;
    if (line->out_size && sent) memmove(line->out, line->out + sent, line->out_size);
    return !line->out_size;
}

void line_leave(Line *line) {
    const unsigned char normal[2] = {1000 >> 8, 1000 & 255};
    line->stage = LINE_LEAVING;
    send_control(line, CLOSE, normal, sizeof normal);
}

bool line_is_admitted(const Line *line) {
    char head[LONGEST_REQUEST];
    ssize_t got = recv(line->fd, head, sizeof head - 1, MSG_PEEK | MSG_DONTWAIT);
    if (got <= 0) return false;
    head[got] = 0;
    return is_welcome(head);
}
