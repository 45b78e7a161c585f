/* The load generator: users of a chat in the plain dialect, in one epoll loop.
 *
 * It lets SPEAKERS of USERS keep IN_FLIGHT messages each on their way (a new one goes out when an own one has
 * come back), or, with RATE, says that many a second in all. Every delivery is checked: each reader must hear
 * each sender's messages in their order, once, to the byte. It prints one JSON object.
 *
 * load HOST PORT PATH USERS SPEAKERS IN_FLIGHT SIZE SECONDS RATE ROOMS
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { HEAD = 32, INPUT = 1 << 18, OUTPUT = 1 << 17, MAX_LATENCIES = 1 << 22 };

/* A content is "#SSSSS:NNNNNNNN:TTTTTTTTTTTTTTTT" (sender, number, nanoseconds in hex) and x's up to its size. */
typedef struct {
    int fd, room;
    unsigned char *in;
    size_t held;
    uint32_t *next; /* per speaker of the room: the number that must come */
    char *out;
    size_t out_size, out_sent;
    uint32_t said;
    int is_done;
} User;

static User *users;
static int count, speakers, in_flight, size, rooms, per_room;
static double rate;
static uint64_t deliveries, lost, doubled, altered, closed;
static int is_measuring, is_over;
static uint64_t *latencies;
static size_t latency_count;
static char *padding;

static uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void die(const char *what) {
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int is_speaker(int user) { return user / rooms < speakers; }

/* The place of a speaker among those of its room. */
static int place_of(int user) { return user / rooms; }

static void flush_out(User *user) {
    while (user->out_sent < user->out_size) {
        ssize_t sent = send(user->fd, user->out + user->out_sent, user->out_size - user->out_sent, MSG_NOSIGNAL);
        if (sent <= 0) return;
        user->out_sent += (size_t)sent;
    }
    user->out_size = user->out_sent = 0;
}

static void say(int index) {
    User *user = &users[index];
    size_t header = size < 126 ? 6 : 8;
    if (user->out_size + header + (size_t)size > OUTPUT) return;
    char *at = user->out + user->out_size;
    at[0] = (char)0x81;
    if (size < 126) {
        at[1] = (char)(0x80 | size);
    } else {
        at[1] = (char)(0x80 | 126);
        at[2] = (char)(size >> 8);
        at[3] = (char)size;
    }
    memset(at + header - 4, 0, 4); /* the mask is zero: it changes nothing, and is allowed */
    char text[HEAD + 16];
    snprintf(text, sizeof text, "#%05d:%08u:%016llx", index, user->said++, (unsigned long long)now());
    memcpy(at + header, text, HEAD);
    memset(at + header + HEAD, 'x', (size_t)size - HEAD);
    user->out_size += header + (size_t)size;
}

static uint32_t digits(const unsigned char *at, int length) {
    uint32_t value = 0;
    for (int i = 0; i < length; i++) value = value * 10 + (at[i] - '0');
    return value;
}

static void hear(int index, const unsigned char *payload, size_t length) {
    static size_t offset;
    const unsigned char *mark = offset < length && payload[offset] == '#' ? payload + offset : memchr(payload, '#', length);
    if (!mark) return; /* a notice */
    offset = (size_t)(mark - payload);
    User *user = &users[index];
    uint32_t sender = digits(mark + 1, 5), number = digits(mark + 7, 8);
    if (offset + (size_t)size > length || sender >= (uint32_t)count || users[sender].room != user->room ||
        memcmp(mark + HEAD, padding, (size_t)size - HEAD) || mark[size] != '"') {
        altered++;
        return;
    }
    uint32_t *next = &user->next[place_of((int)sender)];
    if (number < *next) doubled++;
    if (number > *next) lost += number - *next;
    *next = number + 1;
    if (is_measuring) {
        deliveries++;
        if (rate > 0 && latency_count < MAX_LATENCIES) {
            char hex[17] = {0};
            memcpy(hex, mark + 16, 16);
            latencies[latency_count++] = now() - strtoull(hex, NULL, 16);
        }
    }
    if (sender == (uint32_t)index && rate == 0 && !is_over) say(index);
}

static void take(int index) {
    User *user = &users[index];
    for (int rounds = 0; rounds < 4; rounds++) {
        ssize_t got = recv(user->fd, user->in + user->held, INPUT - user->held, 0);
        if (got == 0 || (got < 0 && errno != EAGAIN)) {
            user->is_done = 1;
            closed++;
            close(user->fd);
            return;
        }
        if (got < 0) break;
        user->held += (size_t)got;
        size_t at = 0;
        while (user->held - at >= 2) {
            const unsigned char *frame = user->in + at;
            size_t length = frame[1] & 127, header = 2;
            if (length == 126) header = 4;
            if (length == 127) header = 10;
            if (user->held - at < header) break;
            if (length == 126) length = (size_t)frame[2] << 8 | frame[3];
            else if (length == 127) length = (size_t)frame[6] << 24 | (size_t)frame[7] << 16 | (size_t)frame[8] << 8 | frame[9];
            if (user->held - at < header + length) break;
            if ((frame[0] & 15) == 1) hear(index, frame + header, length);
            at += header + length;
        }
        memmove(user->in, user->in + at, user->held - at);
        user->held -= at;
        if ((size_t)got < INPUT / 2) break;
    }
    flush_out(user);
}

static void enter(int index, const struct sockaddr_in *address, const char *path) {
    User *user = &users[index];
    user->room = index % rooms;
    user->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (user->fd < 0 || connect(user->fd, (const struct sockaddr *)address, sizeof *address)) die("connect");
    int one = 1;
    setsockopt(user->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    char request[512], room[32] = "";
    if (rooms > 1) snprintf(room, sizeof room, "&room=r%d", user->room);
    int length = snprintf(request, sizeof request,
        "GET %s?user=u%d%s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
        path, index, room, ntohs(address->sin_port));
    if (send(user->fd, request, (size_t)length, 0) != length) die("handshake");
    user->in = malloc(INPUT);
    size_t held = 0;
    char *end = NULL;
    while (!end) { /* what follows the answer is kept: the room may be talking already */
        ssize_t got = recv(user->fd, user->in + held, INPUT - held - 1, 0);
        if (got <= 0) die("handshake");
        held += (size_t)got;
        user->in[held] = 0;
        end = strstr((char *)user->in, "\r\n\r\n");
    }
    if (strncmp((char *)user->in, "HTTP/1.1 101", 12)) die("no 101");
    size_t rest = held - (size_t)(end + 4 - (char *)user->in);
    memmove(user->in, end + 4, rest);
    user->held = rest;
    fcntl(user->fd, F_SETFL, O_NONBLOCK);
    user->out = malloc(OUTPUT);
    user->next = calloc((size_t)(count / rooms + 1), sizeof *user->next);
}

static int compare(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* Runs the loop until `end`; returns early when `quiet` nanoseconds bring no news. */
static void run(int poll, uint64_t end, uint64_t quiet) {
    struct epoll_event events[256];
    uint64_t last = now(), due = now();
    int turn = 0;
    while (now() < end) {
        int timeout = rate > 0 && !is_over ? 0 : 20;
        int ready = epoll_wait(poll, events, 256, timeout);
        for (int i = 0; i < ready; i++)
            if (!users[events[i].data.u32].is_done) take((int)events[i].data.u32);
        if (ready > 0) last = now();
        if (quiet && now() - last > quiet) return;
        while (rate > 0 && !is_over && now() >= due) {
            int index = turn++ % (speakers * rooms);
            say(index);
            flush_out(&users[index]);
            due += (uint64_t)(1e9 / rate);
        }
    }
}

int main(int argc, char **argv) {
    if (argc != 11) return fprintf(stderr, "usage: load HOST PORT PATH USERS SPEAKERS IN_FLIGHT SIZE SECONDS RATE ROOMS\n"), 2;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[2]))};
    inet_pton(AF_INET, argv[1], &address.sin_addr);
    count = atoi(argv[4]), speakers = atoi(argv[5]), in_flight = atoi(argv[6]), size = atoi(argv[7]);
    double seconds = atof(argv[8]);
    rate = atof(argv[9]), rooms = atoi(argv[10]), per_room = count / rooms;
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    users = calloc((size_t)count, sizeof *users);
    latencies = malloc(sizeof *latencies * MAX_LATENCIES);
    padding = malloc((size_t)size);
    memset(padding, 'x', (size_t)size);
    int poll = epoll_create1(0);
    uint64_t began = now();
    for (int i = 0; i < count; i++) {
        enter(i, &address, argv[3]);
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t)i};
        epoll_ctl(poll, EPOLL_CTL_ADD, users[i].fd, &event);
        struct epoll_event ready[256]; /* whoever is in must read, or the notices of the others fill its line */
        int n = epoll_wait(poll, ready, 256, 0);
        for (int j = 0; j < n; j++) take((int)ready[j].data.u32);
    }
    uint64_t joined = now() - began;
    run(poll, now() + 2000000000u, 50000000u);
    if (rate == 0)
        for (int i = 0; i < count; i++)
            if (is_speaker(i)) {
                for (int j = 0; j < in_flight; j++) say(i);
                flush_out(&users[i]);
            }
    run(poll, now() + (uint64_t)(seconds * 0.2e9), 0);
    is_measuring = 1;
    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    uint64_t start = now();
    run(poll, start + (uint64_t)(seconds * 1e9), 0);
    uint64_t took = now() - start;
    getrusage(RUSAGE_SELF, &after);
    is_measuring = 0, is_over = 1;
    run(poll, now() + 5000000000u, 300000000u);
    for (int i = 0; i < count; i++)
        for (int j = 0; j < count; j++)
            if (is_speaker(j) && users[j].room == users[i].room && !users[i].is_done && !users[j].is_done)
                lost += users[j].said - users[i].next[place_of(j)];
    double cpu = (double)(after.ru_utime.tv_sec - before.ru_utime.tv_sec + after.ru_stime.tv_sec - before.ru_stime.tv_sec) +
                 1e-6 * (double)(after.ru_utime.tv_usec - before.ru_utime.tv_usec + after.ru_stime.tv_usec - before.ru_stime.tv_usec);
    qsort(latencies, latency_count, sizeof *latencies, compare);
    double p50 = latency_count ? (double)latencies[latency_count / 2] / 1e6 : 0;
    double p99 = latency_count ? (double)latencies[latency_count * 99 / 100] / 1e6 : 0;
    printf("{\"deliveries_per_second\": %.0f, \"lost\": %llu, \"doubled\": %llu, \"altered\": %llu, \"closed\": %llu, "
           "\"generator_cpu\": %.3f, \"join_seconds\": %.3f, \"p50_ms\": %.3f, \"p99_ms\": %.3f}\n",
           (double)deliveries / ((double)took / 1e9), (unsigned long long)lost, (unsigned long long)doubled,
           (unsigned long long)altered, (unsigned long long)closed, cpu / ((double)took / 1e9), (double)joined / 1e9, p50, p99);
    return 0;
}
