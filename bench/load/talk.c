/* The load generator: users of a chat in the plain dialect (EVENTS=1: in the events dialect), in one epoll loop.
 *
 * SPEAKERS of the USERS of each room keep IN_FLIGHT messages each on their way (a new one goes out when an own one
 * has come back), or, with a RATE, say that many a second in all. Every delivery is checked: each reader must hear
 * each sender's messages in their order, once, to the byte. STUCK=1 adds one who reads nothing; JOINS people a
 * second come and go in another room. It prints one JSON object.
 *
 * talk port= pid= users= rooms= speakers= in_flight= size= warm_up= seconds= rate= joins= stuck= events=
 */
#include <arpa/inet.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>

#include "door.h"
#include "line.h"
#include "watch.h"
#include "words.h"

enum { EVENTS = 256, MOST_LATENCIES = 1 << 22, SMALL_BUFFER = 4096, PATIENCE = 10 };
enum { SECOND = 1000000000, CALM = SECOND / 20 }; /* nanoseconds */
static const uint64_t SILENCE = 2 * (uint64_t)SECOND; /* after which nothing comes any more */

typedef struct {
    Line line;
    uint32_t room, said;
    uint32_t *next; /* for each speaker of the room: the number that must come */
    bool is_waiting; /* for the kernel to take more */
} User;

static User *users;
static Line stuck;
static uint32_t count, rooms, speakers;
static size_t size;
static const char *headers;
static double rate;
static struct sockaddr_in server;
static int poller;
static bool is_measuring, is_over, is_cut, has_door;
static uint64_t deliveries, said, lost, doubled, altered, closed;
static uint64_t *latencies, latency_count;

static void say(User *user, uint64_t stamp) {
    unsigned char *at = line_text(&user->line, words_size());
    if (!at) return; /* too much waits: the pace is missed, and told so */
    words_write(at, (Word){(uint32_t)(user - users), user->said++, stamp});
    said += is_measuring;
}

static void hear(void *owner, const unsigned char *payload, size_t length) {
    User *user = owner;
    Word word;
    Heard heard = words_read(payload, length, &word);
    if (heard == HEARD_NOTICE) return;
    /* A room's users are those whose numbers leave the same rest; see `enter`. */
    bool is_known = heard == HEARD_MESSAGE && word.sender < count && word.sender % rooms == user->room &&
                    word.sender / rooms < speakers && word.number < users[word.sender].said;
    if (!is_known) {
        altered++;
        return;
    }
    uint32_t *next = &user->next[word.sender / rooms];
    if (word.number < *next) {
        doubled++;
        return;
    }
    lost += word.number - *next;
    *next = word.number + 1;
    deliveries += is_measuring;
    if (is_measuring && rate > 0 && latency_count < MOST_LATENCIES) latencies[latency_count++] = now() - word.stamp;
    if (user == &users[word.sender] && !is_over && rate == 0) say(user, now());
}

/* Asks to be told when the kernel takes more, as long as it must be asked. */
static void flush(User *user) {
    bool is_waiting = user->line.stage != LINE_ENDED && !line_flush(&user->line);
    if (is_waiting == user->is_waiting || user->line.stage == LINE_ENDED) return;
    user->is_waiting = is_waiting;
    struct epoll_event event = {.events = is_waiting ? EPOLLIN | EPOLLOUT : EPOLLIN,
                                .data.u32 = (uint32_t)(user - users)};
    if (epoll_ctl(poller, EPOLL_CTL_MOD, user->line.fd, &event)) die("epoll");
}

static void ignore(void *owner, const unsigned char *text, size_t length) {
    (void)owner, (void)text, (void)length;
}

/* Users have the first numbers, the stuck one the next, then come those at the door. */
static void take(uint32_t number) {
    if (number > count) {
        door_take(number);
    } else if (number == count) {
        if (stuck.stage != LINE_ENDED) line_take(&stuck, ignore, NULL);
        is_cut = is_cut || stuck.stage != LINE_OPEN;
    } else if (users[number].line.stage != LINE_ENDED) {
        User *user = &users[number];
        Stage before = user->line.stage;
        line_take(&user->line, hear, user);
        closed += before <= LINE_OPEN && user->line.stage > LINE_OPEN;
        altered += user->line.was_broken;
        flush(user);
    }
}

static void watch(const Line *line, uint32_t number) {
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = number};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, line->fd, &event)) die("epoll");
}

/* Says what is due at the pace; the stamp is the moment when it was due, so that no delay of ours is forgotten. */
static void say_due(uint64_t time) {
    static uint64_t due;
    static uint32_t turn;
    if (!due) due = time;
    for (; due <= time; due += (uint64_t)(SECOND / rate)) {
        User *user = &users[turn++ % (speakers * rooms)];
        if (user->line.stage != LINE_OPEN) continue;
        say(user, due);
        flush(user);
    }
}

/* Runs the loop until `end`, or until nothing has come for `quiet` nanoseconds (0: until `end`). */
static void run(uint64_t end, uint64_t quiet) {
    struct epoll_event events[EVENTS];
    uint64_t time = now(), last = time;
    while (time < end && !(quiet && time - last > quiet)) {
        bool is_paced = (rate > 0 && is_measuring) || has_door;
        int ready = epoll_wait(poller, events, EVENTS, is_paced ? 0 : 10);
        for (int i = 0; i < ready; i++) take(events[i].data.u32);
        time = now();
        if (ready > 0) last = time;
        if (rate > 0 && is_measuring) say_due(time);
        if (has_door) door_turn(time);
    }
}

/* Comes in, and lets those who are in read meanwhile: their lines fill with notices. */
static void enter(uint32_t number) {
    User *user = &users[number];
    user->room = number % rooms;
    user->next = calloc(speakers, sizeof *user->next);
    if (!user->next) die("memory");
    char path[64];
    if (rooms > 1) snprintf(path, sizeof path, "/chat?user=u%05u&room=r%u", number, user->room);
    else snprintf(path, sizeof path, "/chat?user=u%05u", number);
    line_open(&user->line, &server, path, headers, 0);
    watch(&user->line, number);
    uint64_t end = now() + (uint64_t)PATIENCE * SECOND;
    struct epoll_event events[EVENTS];
    while (user->line.stage == LINE_GREETING && now() < end) {
        int ready = epoll_wait(poller, events, EVENTS, 10);
        for (int i = 0; i < ready; i++) take(events[i].data.u32);
    }
    if (user->line.stage == LINE_GREETING || user->line.was_refused) {
        fprintf(stderr, "no proper answer to a handshake\n");
        exit(1);
    }
}

static void get_stuck(void) {
    line_open(&stuck, &server, "/chat?user=stuck", headers, SMALL_BUFFER);
    uint64_t end = now() + (uint64_t)PATIENCE * SECOND;
    while (!line_is_admitted(&stuck) && now() < end) run(now() + CALM, 0);
}

static void begin_to_speak(uint32_t in_flight) {
    for (uint32_t i = 0; rate == 0 && i < speakers * rooms; i++) {
        for (uint32_t j = 0; j < in_flight; j++) say(&users[i], now());
        flush(&users[i]);
    }
}

/* How many messages have not come, between those whose lines are open. */
static uint64_t missing(void) {
    uint64_t sum = 0;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t place = 0; place < speakers && users[i].line.stage == LINE_OPEN; place++) {
            const User *speaker = &users[place * rooms + users[i].room];
            if (speaker->line.stage == LINE_OPEN) sum += speaker->said - users[i].next[place];
        }
    return sum;
}

/* Waits for what is still on its way, and a moment for what comes twice; counts what never came. */
static void settle(void) {
    is_measuring = false, is_over = true, has_door = false;
    if (stuck.stage == LINE_GREETING) watch(&stuck, count);
    uint64_t end = now() + (uint64_t)2 * PATIENCE * SECOND;
    run(end, CALM);
    if (missing()) run(end, SILENCE);
    lost += missing();
}

static int compare(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* The latency in milliseconds that `part` of the deliveries did not exceed; 0 if there were none. */
static double quantile(double part) {
    return latency_count ? (double)latencies[(uint64_t)((double)(latency_count - 1) * part)] / 1e6 : 0;
}

static void report(double took, double server_cpu, double generator_cpu, double memory) {
    qsort(latencies, latency_count, sizeof *latencies, compare);
    double each = deliveries ? server_cpu * 1e6 / (double)deliveries : 0;
    printf("{\"deliveries_per_second\": %.1f, \"messages_per_second\": %.1f, \"server_microseconds\": %.4f, ",
           (double)deliveries / took, (double)said / took, each);
    printf("\"generator_share\": %.4f, \"peak_memory\": %.0f, \"p50_ms\": %.4f, \"p99_ms\": %.4f, ", generator_cpu / took,
           memory, quantile(0.5), quantile(0.99));
    printf("\"lost\": %llu, \"doubled\": %llu, \"altered\": %llu, \"closed\": %llu, \"turned_away\": %llu, ",
           (unsigned long long)lost, (unsigned long long)doubled, (unsigned long long)altered,
           (unsigned long long)closed, (unsigned long long)door_failed);
}

static void measure(int pid, double warm_up, double seconds, double joins) {
    has_door = joins > 0;
    if (has_door) door_begin(poller, count + 1, &server, joins);
    run(now() + (uint64_t)(warm_up * SECOND), 0);
    is_measuring = true;
    double joined = (double)door_joined, left = (double)door_left;
    double server_cpu = cpu_of(pid), generator_cpu = own_cpu();
    uint64_t start = now();
    run(start + (uint64_t)(seconds * SECOND), 0);
    double took = (double)(now() - start) / SECOND;
    server_cpu = cpu_of(pid) - server_cpu, generator_cpu = own_cpu() - generator_cpu;
    joined = (double)door_joined - joined, left = (double)door_left - left;
    double memory = memory_of(pid, "VmHWM");
    settle();
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
    words_begin(size, dialect);
    users = calloc(count, sizeof *users);
    latencies = malloc(sizeof *latencies * MOST_LATENCIES);
    poller = epoll_create1(0);
    if (!users || !latencies || poller < 0) die("memory");
    for (uint32_t i = 0; i < count; i++) enter(i);
    if (option(argc, argv, "stuck") > 0) get_stuck();
    run(now() + (uint64_t)2 * SECOND, CALM);
    begin_to_speak((uint32_t)option(argc, argv, "in_flight"));
    measure((int)option(argc, argv, "pid"), option(argc, argv, "warm_up"), seconds, joins);
    return 0;
}
