#define _GNU_SOURCE
#include "connection.h"

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

/* One buffer for all connections stays in the processor's cache. A connection keeps only the beginning of an incomplete frame. */
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

static void end(Connection *connection) {
    close(connection->fd);
    connection->fd = -1;
    connection->state = CONNECTION_CLOSED;
    connection->rest_size = connection->out_size = 0;
}

/* Returns `buffer` with room for `more` bytes behind `size`. */
static unsigned char *grown(unsigned char *buffer, size_t *room, size_t size, size_t more) {
    if (size + more <= *room) return buffer;
    *room = (size + more) * 2;
    buffer = realloc(buffer, *room);
    if (!buffer) die("memory");
    return buffer;
}

static unsigned char *appended(Connection *connection, size_t more) {
    connection->out = grown(connection->out, &connection->out_room, connection->out_size, more);
    connection->out_size += more;
    return connection->out + connection->out_size - more;
}

void connection_open(Connection *connection, const struct sockaddr_in *server, const char *path, const char *headers,
               int receive_buffer) {
    connection->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connection->fd < 0) die("socket");
    if (receive_buffer) setsockopt(connection->fd, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    if (connect(connection->fd, (const struct sockaddr *)server, sizeof *server)) die("connect");
    int one = 1;
    setsockopt(connection->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    char request[LONGEST_REQUEST];
    int length = snprintf(request, sizeof request,
                          "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n%s\r\n",
                          path, ntohs(server->sin_port), headers);
    if (length >= LONGEST_REQUEST || send(connection->fd, request, (size_t)length, MSG_NOSIGNAL) != length) die("handshake");
    fcntl(connection->fd, F_SETFL, O_NONBLOCK);
    connection->state = CONNECTION_HANDSHAKE;
    connection->was_rejected = connection->was_broken = false;
}

/* The key above and this answer are the example of RFC 6455, section 1.3. */
static bool is_accepted(const char *head) {
    return !strncmp(head, "HTTP/1.1 101", 12) && strstr(head, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

/* Returns the length of the handshake's response at the beginning of the input, 0 while it is incomplete. */
static size_t read_handshake(Connection *connection, size_t held) {
    unsigned char *blank = memmem(input, held, "\r\n\r\n", 4);
    if (!blank) return 0;
    *blank = 0;
    connection->was_rejected = !is_accepted((const char *)input);
    connection->state = CONNECTION_OPEN;
    return (size_t)(blank + 4 - input);
}

static void send_control(Connection *connection, int opcode, const unsigned char *payload, size_t length) {
    if (connection->out_size > LONGEST_QUEUE) return;
    unsigned char *at = appended(connection, 6 + length);
    at[0] = (unsigned char)(0x80 | opcode);
    at[1] = (unsigned char)(0x80 | length);
    memset(at + 2, 0, 4); /* a mask of zero changes nothing, and is allowed */
    if (length) memcpy(at + 6, payload, length);
    connection_flush(connection);
}

static void read_control(Connection *connection, int opcode, const unsigned char *payload, size_t length) {
    if (opcode == PING && length <= 125) {
        send_control(connection, PONG, payload, length);
    } else if (opcode == CLOSE) {
        if (connection->state == CONNECTION_OPEN) send_control(connection, CLOSE, payload, length < 2 ? 0 : 2);
        connection->state = CONNECTION_CLOSING;
    } else if (opcode != PONG) {
        connection->was_broken = true;
    }
}

/* Handles the complete frames at `at` and returns their length in bytes. */
static size_t read_frames(Connection *connection, const unsigned char *at, size_t held, OnText on_text, void *owner) {
    size_t taken = 0;
    while (held - taken >= 2 && !connection->was_broken) {
        const unsigned char *frame = at + taken;
        size_t length = frame[1] & 127, header = length < 126 ? 2 : length == 126 ? 4 : 10;
        if (held - taken < header) break;
        if (header == 4) length = (size_t)frame[2] << 8 | frame[3];
        if (header == 10) {
            length = 0;
            for (int i = 2; i < 10; i++) length = length << 8 | frame[i];
        }
        /* A server masks nothing; the peers here do not fragment, and no extension is negotiated. */
        if (length > LONGEST_FRAME || (frame[0] & 0xf0) != 0x80 || frame[1] & 0x80) {
            connection->was_broken = true;
            break;
        }
        if (held - taken < header + length) break;
        int opcode = frame[0] & 15;
        if (opcode == TEXT) on_text(owner, frame + header, length);
        else read_control(connection, opcode, frame + header, length);
        taken += header + length;
    }
    return taken;
}

static void keep(Connection *connection, size_t taken, size_t held) {
    connection->rest_size = held - taken;
    if (!connection->rest_size) return;
    connection->rest = grown(connection->rest, &connection->rest_room, 0, connection->rest_size);
    memcpy(connection->rest, input + taken, connection->rest_size);
}

void connection_read(Connection *connection, OnText on_text, void *owner) {
    for (int reads = 0; reads < READS; reads++) {
        size_t held = connection->rest_size, taken = 0;
        if (held) memcpy(input, connection->rest, held);
        ssize_t got = recv(connection->fd, input + held, INPUT - held, 0);
        if (got < 0 && (errno == EAGAIN || errno == EINTR)) break;
        if (got <= 0) {
            if (connection->state == CONNECTION_HANDSHAKE) connection->was_rejected = true;
            end(connection);
            return;
        }
        held += (size_t)got;
        if (connection->state == CONNECTION_HANDSHAKE) taken = read_handshake(connection, held);
        if (connection->state != CONNECTION_HANDSHAKE && !connection->was_rejected)
            taken += read_frames(connection, input + taken, held - taken, on_text, owner);
        if (connection->state == CONNECTION_HANDSHAKE && held > LONGEST_FRAME) connection->was_rejected = true;
        if (connection->was_rejected || connection->was_broken) {
            end(connection);
            return;
        }
        keep(connection, taken, held);
        if ((size_t)got < INPUT / 2) break;
    }
    connection_flush(connection);
}

unsigned char *connection_reserve_text(Connection *connection, size_t size) {
    size_t header = size < 126 ? 6 : 8;
    if (connection->out_size + header + size > LONGEST_QUEUE) return NULL;
    unsigned char *at = appended(connection, header + size);
    at[0] = 0x80 | TEXT;
    at[1] = (unsigned char)(0x80 | (size < 126 ? size : 126));
    if (size >= 126) {
        at[2] = (unsigned char)(size >> 8);
        at[3] = (unsigned char)size;
    }
    memset(at + header - 4, 0, 4);
    return at + header;
}

bool connection_flush(Connection *connection) {
    size_t sent = 0;
    while (sent < connection->out_size) {
        ssize_t taken = send(connection->fd, connection->out + sent, connection->out_size - sent, MSG_NOSIGNAL);
        if (taken < 0 && errno == EINTR) continue;
        if (taken <= 0) break; /* the buffer is full or the connection is gone: reading shows which */
        sent += (size_t)taken;
    }
    connection->out_size -= sent;
    if (connection->out_size && sent) memmove(connection->out, connection->out + sent, connection->out_size);
    return !connection->out_size;
}

void connection_close(Connection *connection) {
    const unsigned char normal[2] = {1000 >> 8, 1000 & 255};
    connection->state = CONNECTION_CLOSING;
    send_control(connection, CLOSE, normal, sizeof normal);
}

bool connection_is_accepted(const Connection *connection) {
    char head[LONGEST_REQUEST];
    ssize_t got = recv(connection->fd, head, sizeof head - 1, MSG_PEEK | MSG_DONTWAIT);
    if (got <= 0) return false;
    head[got] = 0;
    return is_accepted(head);
}
