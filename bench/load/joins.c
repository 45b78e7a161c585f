#include "joins.h"

#include <stdio.h>
#include <sys/epoll.h>

#include "connection.h"
#include "watch.h"

enum { MOST = 2048, STAY = 10 * 1000 * 1000 }; /* clients at a time; nanoseconds */

typedef struct {
    Connection connection;
    uint64_t since; /* when the client joined */
} Client;

uint64_t joins_accepted, joins_left, joins_failed;
static Client clients[MOST];
static uint32_t unused[MOST], unused_count, first_number;
static uint32_t joined[MOST]; /* a ring of the clients in the room, in the order in which they joined */
static uint64_t joined_from, joined_to;
static const struct sockaddr_in *address;
static int poller;
static uint64_t due, period;

void joins_begin(int poll, uint32_t first, const struct sockaddr_in *server, double rate) {
    poller = poll, first_number = first, address = server;
    period = (uint64_t)(1e9 / rate);
    for (unused_count = 0; unused_count < MOST; unused_count++) unused[unused_count] = unused_count;
}

static void join(uint32_t place) {
    static uint32_t names;
    char path[64];
    snprintf(path, sizeof path, "/chat?user=client%u&room=door", names++);
    Client *client = &clients[place];
    connection_open(&client->connection, address, path, "", 0);
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = first_number + place};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, client->connection.fd, &event)) die("epoll");
}

void joins_run(uint64_t time) {
    if (!due) due = time;
    while (due <= time) {
        if (unused_count) join(unused[--unused_count]); /* without a free client the rate is missed, and the report shows it */
        due += period;
    }
    while (joined_from < joined_to) {
        Client *client = &clients[joined[joined_from % MOST]];
        if (client->connection.state == CONNECTION_OPEN && time - client->since < STAY) break;
        if (client->connection.state == CONNECTION_OPEN) connection_close(&client->connection);
        joined_from++;
    }
}

static void ignore(void *owner, const unsigned char *text, size_t length) {
    (void)owner, (void)text, (void)length; /* notices about the other clients */
}

void joins_read(uint32_t number) {
    uint32_t place = number - first_number;
    Client *client = &clients[place];
    State before = client->connection.state;
    connection_read(&client->connection, ignore, NULL);
    if (before == CONNECTION_HANDSHAKE && client->connection.state == CONNECTION_OPEN) {
        joins_accepted++;
        client->since = now();
        joined[joined_to++ % MOST] = place;
    }
    if (client->connection.state != CONNECTION_CLOSED) return;
    if (before == CONNECTION_CLOSING) joins_left++;
    else joins_failed++;
    unused[unused_count++] = place;
}
