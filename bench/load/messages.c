/* Generates load: users of a chat in the plain dialect (EVENTS=1: in the events dialect), in one epoll loop.
 *
 * SPEAKERS of the USERS of each room keep IN_FLIGHT messages each in flight (they send a new one when they receive an
 * own one), or, with a RATE, send that many a second in all. Every delivery is checked: each reader must receive each
 * sender's messages in order, once, unchanged to the byte. STUCK=1 adds a client that reads nothing; JOINS clients a
 * second join and leave another room. The program prints one JSON object.
 *
 * messages port= pid= users= rooms= speakers= in_flight= size= warm_up= seconds= rate= joins= stuck= events=
 */
#include <arpa/inet.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>

#include "joins.h"
#include "connection.h"
#include "watch.h"
#include "content.h"

enum { EVENTS = 256, MOST_LATENCIES = 1 << 22, SMALL_BUFFER = 4096, PATIENCE = 10 };
enum { SECOND = 1000000000, CALM = SECOND / 20 }; /* nanoseconds */
static const uint64_t SILENCE = 2 * (uint64_t)SECOND; /* without any message: no more will come */

typedef struct {
    Connection connection;
    uint32_t room, sent;
    uint32_t *next; /* the number of the next message from each speaker of the room */
    bool is_waiting; /* for space in the kernel's buffer */
} User;

static User *users;
static Connection stuck;
static uint32_t count, rooms, speakers;
static size_t size;
static const char *headers;
static double rate;
static struct sockaddr_in server;
static int poller;
static bool is_measuring, is_over, is_cut, has_joins;
static uint64_t deliveries, sent, lost, doubled, altered, closed;
static uint64_t *latencies, latency_count;

static void send_message(User *user, uint64_t stamp) {
    unsigned char *at = connection_reserve_text(&user->connection, content_size());
    if (!at) return; /* the queue is full: the rate is missed, and the report shows it */
    content_write(at, (Content){(uint32_t)(user - users), user->sent++, stamp});
    sent += is_measuring;
}

static void on_text(void *owner, const unsigned char *payload, size_t length) {
    User *user = owner;
    Content content;
    Received received = content_read(payload, length, &content);
    if (received == RECEIVED_NOTICE) return;
    /* The numbers of a room's users are congruent modulo `rooms`; see `join`. */
    bool is_known = received == RECEIVED_MESSAGE && content.sender < count && content.sender % rooms == user->room &&
                    content.sender / rooms < speakers && content.number < users[content.sender].sent;
    if (!is_known) {
        altered++;
        return;
    }
    uint32_t *next = &user->next[content.sender / rooms];
    if (content.number < *next) {
        doubled++;
        return;
    }
    lost += content.number - *next;
    *next = content.number + 1;
    deliveries += is_measuring;
    if (is_measuring && rate > 0 && latency_count < MOST_LATENCIES) latencies[latency_count++] = now() - content.stamp;
    if (user == &users[content.sender] && !is_over && rate == 0) send_message(user, now());
}

/* Watches for space in the kernel's buffer while frames are queued. */
static void flush(User *user) {
    bool is_waiting = user->connection.state != CONNECTION_CLOSED && !connection_flush(&user->connection);
    if (is_waiting == user->is_waiting || user->connection.state == CONNECTION_CLOSED) return;
    user->is_waiting = is_waiting;
    struct epoll_event event = {.events = is_waiting ? EPOLLIN | EPOLLOUT : EPOLLIN,
                                .data.u32 = (uint32_t)(user - users)};
    if (epoll_ctl(poller, EPOLL_CTL_MOD, user->connection.fd, &event)) die("epoll");
}

static void ignore(void *owner, const unsigned char *text, size_t length) {
    (void)owner, (void)text, (void)length;
}

/* The users have the first numbers, then comes the stuck client, then those that join and leave. */
static void take(uint32_t number) {
    if (number > count) {
        joins_read(number);
    } else if (number == count) {
        if (stuck.state != CONNECTION_CLOSED) connection_read(&stuck, ignore, NULL);
        is_cut = is_cut || stuck.state != CONNECTION_OPEN;
    } else if (users[number].connection.state != CONNECTION_CLOSED) {
        User *user = &users[number];
        State before = user->connection.state;
        connection_read(&user->connection, on_text, user);
        closed += before <= CONNECTION_OPEN && user->connection.state > CONNECTION_OPEN;
        altered += user->connection.was_broken;
        flush(user);
    }
}

static void watch(const Connection *connection, uint32_t number) {
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = number};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, connection->fd, &event)) die("epoll");
}

/* Sends what is due. A message carries the time at which it was due, so that the generator's own delays count. */
static void send_due(uint64_t time) {
    static uint64_t due;
    static uint32_t turn;
    if (!due) due = time;
    for (; due <= time; due += (uint64_t)(SECOND / rate)) {
        User *user = &users[turn++ % (speakers * rooms)];
        if (user->connection.state != CONNECTION_OPEN) continue;
        send_message(user, due);
        flush(user);
    }
}

/* Runs the loop until `end`, or until nothing has arrived for `quiet` nanoseconds (0: until `end`). */
static void run(uint64_t end, uint64_t quiet) {
    struct epoll_event events[EVENTS];
    uint64_t time = now(), last = time;
    while (time < end && !(quiet && time - last > quiet)) {
        bool is_paced = (rate > 0 && is_measuring) || has_joins;
        int ready = epoll_wait(poller, events, EVENTS, is_paced ? 0 : 10);
        for (int i = 0; i < ready; i++) take(events[i].data.u32);
        time = now();
        if (ready > 0) last = time;
        if (rate > 0 && is_measuring) send_due(time);
        if (has_joins) joins_run(time);
    }
}

/* Joins user `number`; the other users read their join notices meanwhile. */
static void join(uint32_t number) {
    User *user = &users[number];
    user->room = number % rooms;
    user->next = calloc(speakers, sizeof *user->next);
    if (!user->next) die("memory");
    char path[64];
    if (rooms > 1) snprintf(path, sizeof path, "/chat?user=u%05u&room=r%u", number, user->room);
    else snprintf(path, sizeof path, "/chat?user=u%05u", number);
    connection_open(&user->connection, &server, path, headers, 0);
    watch(&user->connection, number);
    uint64_t end = now() + (uint64_t)PATIENCE * SECOND;
    struct epoll_event events[EVENTS];
    while (user->connection.state == CONNECTION_HANDSHAKE && now() < end) {
        int ready = epoll_wait(poller, events, EVENTS, 10);
        for (int i = 0; i < ready; i++) take(events[i].data.u32);
    }
    if (user->connection.state == CONNECTION_HANDSHAKE || user->connection.was_rejected) {
        fprintf(stderr, "no proper answer to a handshake\n");
        exit(1);
    }
}

static void add_stuck(void) {
    connection_open(&stuck, &server, "/chat?user=stuck", headers, SMALL_BUFFER);
    uint64_t end = now() + (uint64_t)PATIENCE * SECOND;
    while (!connection_is_accepted(&stuck) && now() < end) run(now() + CALM, 0);
}

static void begin_to_send(uint32_t in_flight) {
    for (uint32_t i = 0; rate == 0 && i < speakers * rooms; i++) {
        for (uint32_t j = 0; j < in_flight; j++) send_message(&users[i], now());
        flush(&users[i]);
    }
}

/* Returns how many messages between open connections have not arrived. */
static uint64_t missing(void) {
    uint64_t sum = 0;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t place = 0; place < speakers && users[i].connection.state == CONNECTION_OPEN; place++) {
            const User *speaker = &users[place * rooms + users[i].room];
            if (speaker->connection.state == CONNECTION_OPEN) sum += speaker->sent - users[i].next[place];
        }
    return sum;
}

/* Waits for messages in flight, and a moment longer for duplicates; counts the missing ones as lost. */
static void finish(void) {
    is_measuring = false, is_over = true, has_joins = false;
    if (stuck.state == CONNECTION_HANDSHAKE) watch(&stuck, count);
    uint64_t end = now() + (uint64_t)2 * PATIENCE * SECOND;
    run(end, CALM);
    if (missing()) run(end, SILENCE);
    lost += missing();
}

static int compare(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Returns the latency in milliseconds that `part` of the deliveries did not exceed; 0 if there were none. */
static double quantile(double part) {
    return latency_count ? (double)latencies[(uint64_t)((double)(latency_count - 1) * part)] / 1e6 : 0;
}

static void report(double took, double server_cpu, double generator_cpu, double memory) {
    qsort(latencies, latency_count, sizeof *latencies, compare);
    double each = deliveries ? server_cpu * 1e6 / (double)deliveries : 0;
    printf("{\"deliveries_per_second\": %.1f, \"messages_per_second\": %.1f, \"server_microseconds\": %.4f, ",
           (double)deliveries / took, (double)sent / took, each);
    printf("\"generator_share\": %.4f, \"peak_memory\": %.0f, \"p50_ms\": %.4f, \"p99_ms\": %.4f, ", generator_cpu / took,
           memory, quantile(0.5), quantile(0.99));
    printf("\"lost\": %llu, \"doubled\": %llu, \"altered\": %llu, \"closed\": %llu, \"rejected\": %llu, ",
           (unsigned long long)lost, (unsigned long long)doubled, (unsigned long long)altered,
           (unsigned long long)closed, (unsigned long long)joins_failed);
}

static void measure(int pid, double warm_up, double seconds, double joins) {
    has_joins = joins > 0;
    if (has_joins) joins_begin(poller, count + 1, &server, joins);
    run(now() + (uint64_t)(warm_up * SECOND), 0);
    is_measuring = true;
    double joined = (double)joins_accepted, left = (double)joins_left;
    double server_cpu = cpu_of(pid), generator_cpu = own_cpu();
    uint64_t start = now();
    run(start + (uint64_t)(seconds * SECOND), 0);
    double took = (double)(now() - start) / SECOND;
    server_cpu = cpu_of(pid) - server_cpu, generator_cpu = own_cpu() - generator_cpu;
    joined = (double)joins_accepted - joined, left = (double)joins_left - left;
    double memory = memory_of(pid, "VmHWM");
    finish();
    report(took, server_cpu, generator_cpu, memory);
    printf("\"joins_per_second\": %.1f, \"leaves_per_second\": %.1f, \"is_cut\": %d}\n", joined / took, left / took, is_cut);
}

int main(int argc, char **argv) {
    server = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    server.sin_port = htons((uint16_t)option(argc, argv, "port"));
    count = (uint32_t)option(argc, argv, "users"), rooms = (uint32_t)option(argc, argv, "rooms");
    speakers = (uint32_t)option(argc, argv, "speakers"), size = (size_t)option(argc, argv, "size");
    rate = option(argc, argv, "rate");
    double seconds = option(argc, argv, "seconds"), joins = option(argc, argv, "joins");
    if (!rooms || !speakers || count % rooms || speakers > count / rooms || count > MOST_SENDERS ||
        size < SHORTEST_CONTENT || size > LONGEST_CONTENT)
        return fprintf(stderr, "these numbers do not fit together\n"), 2;
    allow_many_files();
    Dialect dialect = option(argc, argv, "events") > 0 ? EVENTS_DIALECT : PLAIN_DIALECT;
    headers = dialect == EVENTS_DIALECT ? "Sec-WebSocket-Protocol: chat.events\r\n" : "";
    content_begin(size, dialect);
    users = calloc(count, sizeof *users);
    latencies = malloc(sizeof *latencies * MOST_LATENCIES);
    poller = epoll_create1(0);
    if (!users || !latencies || poller < 0) die("memory");
    for (uint32_t i = 0; i < count; i++) join(i);
    if (option(argc, argv, "stuck") > 0) add_stuck();
    run(now() + (uint64_t)2 * SECOND, CALM);
    begin_to_send((uint32_t)option(argc, argv, "in_flight"));
    measure((int)option(argc, argv, "pid"), option(argc, argv, "warm_up"), seconds, joins);
    return 0;
}
