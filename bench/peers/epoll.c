/* The floor: a chat in C that does no more than a chat must, to see how much of a server's time is the system's.
 *
 * `/chat?user=NAME`, the plain dialect, one room. All frames of one turn of the loop are gathered in one buffer, and
 * every reader gets them in one write. It has no pages, no heartbeat and no notices, refuses fragments, and takes
 * its users' word for their UTF-8. Whoever leaves a megabyte waiting is dropped.
 *
 * epoll PORT
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "handshake.h"

enum { INPUT = 1 << 18, EVENTS = 1024, MOST_WAITING = 1 << 20, LONGEST_HEAD = 8192 };
enum { BINARY = 2, CLOSE = 8, PING = 9, PONG = 10 };
enum { NORMAL = 1000, BROKEN = 1002, UNSUPPORTED = 1003, TOO_BIG = 1009 };

typedef struct {
    int fd;
    size_t place;              /* among all readers */
    bool is_in, is_leaving, is_gone, is_waiting;
    Buffer name, rest, out; /* the name as it stands in JSON; half a frame; what the kernel has not taken */
} Reader;

static unsigned char input[INPUT + 1]; /* and a zero behind a handshake */
static Reader **readers;
static size_t reader_count, reader_room;
static Buffer turn; /* the frames of this turn */
static int poller;

/* -- out */

static void watch(Reader *reader, bool is_waiting) {
    if (reader->is_waiting == is_waiting) return;
    reader->is_waiting = is_waiting;
    struct epoll_event event = {.events = is_waiting ? EPOLLIN | EPOLLOUT : EPOLLIN, .data.ptr = reader};
    epoll_ctl(poller, EPOLL_CTL_MOD, reader->fd, &event);
}

/* How much of it the kernel took. */
static size_t sent(Reader *reader, const unsigned char *at, size_t size) {
    size_t done = 0;
    while (done < size) {
        ssize_t taken = send(reader->fd, at + done, size - done, MSG_NOSIGNAL);
        if (taken < 0 && errno == EINTR) continue;
        if (taken < 0 && errno != EAGAIN) reader->is_gone = true;
        if (taken <= 0) break;
        done += (size_t)taken;
    }
    return done;
}

static void flush(Reader *reader) {
    size_t done = sent(reader, reader->out.at, reader->out.size);
    reader->out.size -= done;
    if (reader->out.size && done) memmove(reader->out.at, reader->out.at + done, reader->out.size);
    if (!reader->out.size && reader->is_leaving) reader->is_gone = true;
    if (!reader->is_gone) watch(reader, reader->out.size > 0);
}

/* Sends, behind what waits already. */
static void give(Reader *reader, const void *data, size_t size) {
    size_t done = reader->out.size ? 0 : sent(reader, data, size);
    append(&reader->out, (const unsigned char *)data + done, size - done);
    if (reader->out.size > MOST_WAITING) reader->is_gone = true;
    if (!reader->is_gone) watch(reader, reader->out.size > 0);
}

static void give_turn(void) {
    for (size_t i = 0; i < reader_count; i++)
        if (readers[i]->is_in && !readers[i]->is_leaving && !readers[i]->is_gone) give(readers[i], turn.at, turn.size);
    turn.size = 0;
}

static void give_control(Reader *reader, int opcode, const unsigned char *payload, size_t size) {
    unsigned char frame[2 + 125] = {(unsigned char)(0x80 | opcode), (unsigned char)size};
    if (size) memcpy(frame + 2, payload, size);
    give(reader, frame, 2 + size);
}

/* Says Close, and hangs up once it is sent. */
static void leave(Reader *reader, int code) {
    const unsigned char payload[2] = {(unsigned char)(code >> 8), (unsigned char)code};
    give_control(reader, CLOSE, payload, sizeof payload);
    reader->is_leaving = true;
    if (!reader->out.size) reader->is_gone = true;
}

/* -- in */

static void unmask(unsigned char *payload, size_t size, const unsigned char *mask) {
    for (size_t i = 0; i < size; i++) payload[i] ^= mask[i & 3];
}

static void take_frame(Reader *reader, int opcode, unsigned char *payload, size_t size) {
    if (opcode == TEXT) {
        append_message(&turn, &reader->name, payload, size);
        if (turn.size > MOST_WAITING / 2) give_turn();
    } else if (opcode == PING && size <= 125) {
        give_control(reader, PONG, payload, size);
    } else if (opcode == CLOSE) {
        leave(reader, size >= 2 ? payload[0] << 8 | payload[1] : NORMAL);
    } else if (opcode != PONG && opcode != BINARY) {
        leave(reader, opcode == 0 ? UNSUPPORTED : BROKEN);
    }
}

/* The bytes of the whole frames at `at`. */
static size_t take_frames(Reader *reader, unsigned char *at, size_t held) {
    size_t taken = 0;
    while (held - taken >= 6 && !reader->is_leaving && !reader->is_gone) {
        unsigned char *frame = at + taken;
        size_t size = frame[1] & 127, header = size < 126 ? 6 : 8;
        if (!(frame[1] & 0x80) || frame[0] & 0x70) {
            leave(reader, BROKEN);
        } else if (size == 127) {
            leave(reader, TOO_BIG);
        } else if (!(frame[0] & 0x80)) {
            leave(reader, UNSUPPORTED);
        } else {
            if (size == 126) size = (size_t)frame[2] << 8 | frame[3];
            if (held - taken < header + size) break;
            unmask(frame + header, size, frame + header - 4);
            take_frame(reader, frame[0] & 15, frame + header, size);
            taken += header + size;
        }
    }
    return taken;
}

/* The bytes of the request, 0 while it is not whole. */
static size_t take_request(Reader *reader, size_t held) {
    static const char refusal[] = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    input[held] = 0;
    char *head = (char *)input, *end = strstr(head, "\r\n\r\n"), response[LONGEST_RESPONSE];
    if (!end) {
        reader->is_gone = held > LONGEST_HEAD;
        return 0;
    }
    end[2] = 0;
    reader->is_in = answer_handshake(head, &reader->name, response);
    const char *answer = reader->is_in ? response : refusal;
    give(reader, answer, strlen(answer));
    if (!reader->is_in) reader->is_gone = true;
    return (size_t)(end + 4 - head);
}

static void take(Reader *reader) {
    size_t held = reader->rest.size, taken = 0;
    if (held) memcpy(input, reader->rest.at, held);
    ssize_t got = recv(reader->fd, input + held, INPUT - held, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) {
        reader->is_gone = true;
        return;
    }
    held += (size_t)got;
    if (!reader->is_in) taken = take_request(reader, held);
    if (reader->is_in) taken += take_frames(reader, input + taken, held - taken);
    reader->rest.size = 0;
    if (!reader->is_leaving) append(&reader->rest, input + taken, held - taken);
}

/* -- coming and going */

static void let_in(int listener) {
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK), one = 1;
    if (fd < 0) return;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    Reader *reader = calloc(1, sizeof *reader);
    if (reader_count == reader_room) {
        reader_room = reader_room * 2 + 64;
        readers = realloc(readers, reader_room * sizeof *readers);
    }
    if (!reader || !readers) abort();
    reader->fd = fd, reader->place = reader_count;
    readers[reader_count++] = reader;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = reader};
    epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event);
}

static void let_go(Reader *reader) {
    close(reader->fd);
    readers[reader->place] = readers[--reader_count];
    readers[reader->place]->place = reader->place;
    free(reader->name.at), free(reader->rest.at), free(reader->out.at), free(reader);
}

static int listening(const char *port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 4096)) {
        perror("epoll: cannot listen");
        exit(2);
    }
    return listener;
}

static void serve(int listener) {
    struct epoll_event events[EVENTS];
    for (;;) {
        int ready = epoll_wait(poller, events, EVENTS, -1);
        for (int i = 0; i < ready; i++) {
            Reader *reader = events[i].data.ptr;
            if (!reader) let_in(listener);
            if (reader && events[i].events & EPOLLOUT) flush(reader);
            if (reader && events[i].events & ~(unsigned)EPOLLOUT && !reader->is_gone) take(reader);
        }
        if (turn.size) give_turn();
        for (size_t i = reader_count; i-- > 0;)
            if (readers[i]->is_gone) let_go(readers[i]);
    }
}

int main(int argc, char **argv) {
    if (argc != 2) return fprintf(stderr, "usage: epoll PORT\n"), 2;
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    poller = epoll_create1(0);
    int listener = listening(argv[1]);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
    epoll_ctl(poller, EPOLL_CTL_ADD, listener, &event);
    serve(listener);
}
