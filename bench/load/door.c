#include "door.h"

#include <stdio.h>
#include <sys/epoll.h>

#include "line.h"
#include "watch.h"

enum { MOST = 2048, STAY = 10 * 1000 * 1000 }; /* people at a time; nanoseconds */

typedef struct {
    Line line;
    uint64_t since; /* when they came in */
} Guest;

uint64_t door_joined, door_left, door_failed;
static Guest guests[MOST];
static uint32_t unused[MOST], unused_count, first_number;
static uint32_t staying[MOST]; /* a ring of who is in, in the order in which they came */
static uint64_t staying_from, staying_to;
static const struct sockaddr_in *address;
static int poller;
static uint64_t due, period;

void door_begin(int poll, uint32_t first, const struct sockaddr_in *server, double pace) {
    poller = poll, first_number = first, address = server;
    period = (uint64_t)(1e9 / pace);
    for (unused_count = 0; unused_count < MOST; unused_count++) unused[unused_count] = unused_count;
}

static void let_in(uint32_t place) {
    static uint32_t names;
    char path[64];
    snprintf(path, sizeof path, "/chat?user=guest%u&room=door", names++);
    Guest *guest = &guests[place];
    line_open(&guest->line, address, path, "", 0);
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = first_number + place};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, guest->line.fd, &event)) die("epoll");
}

void door_turn(uint64_t time) {
    if (!due) due = time;
    while (due <= time) {
        if (unused_count) let_in(unused[--unused_count]); /* with nobody free the pace is missed, and told so */
        due += period;
    }
    while (staying_from < staying_to) {
        Guest *guest = &guests[staying[staying_from % MOST]];
        if (guest->line.stage == LINE_OPEN && time - guest->since < STAY) break;
        if (guest->line.stage == LINE_OPEN) line_leave(&guest->line);
        staying_from++;
    }
}

static void ignore(void *owner, const unsigned char *text, size_t length) {
    (void)owner, (void)text, (void)length; /* notices of the others at the door */
}

void door_take(uint32_t number) {
    uint32_t place = number - first_number;
    Guest *guest = &guests[place];
    Stage before = guest->line.stage;
    line_take(&guest->line, ignore, NULL);
    if (before == LINE_GREETING && guest->line.stage == LINE_OPEN) {
        door_joined++;
        guest->since = now();
        staying[staying_to++ % MOST] = place;
    }
    if (guest->line.stage != LINE_ENDED) return;
    if (before == LINE_LEAVING) door_left++;
    else door_failed++;
    unused[unused_count++] = place;
}
