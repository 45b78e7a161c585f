/* Measures the cost of idle connections: opens CONNECTIONS, answers pings for SECONDS, and reads the server's figures.
 *
 * The server's memory is first read after one connection has come and gone, so that what every server loads with its
 * first connection is not counted. With ROOM users to a room (0: the server has no rooms) it prints one JSON object.
 *
 * idle port= pid= connections= room= seconds=
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>

#include "connection.h"
#include "watch.h"

enum { EVENTS = 256, PATIENCE = 10, SECOND = 1000000000 };

static Connection *connections;
static struct sockaddr_in server;
static int poller;
static uint64_t closed;

static void ignore(void *owner, const unsigned char *text, size_t length) {
    (void)owner, (void)text, (void)length; /* notices */
}

static void take(uint32_t number) {
    Connection *connection = &connections[number];
    if (connection->state == CONNECTION_CLOSED) return;
    State before = connection->state;
    connection_read(connection, ignore, NULL);
    closed += before <= CONNECTION_OPEN && connection->state > CONNECTION_OPEN;
}

static void turn(void) {
    struct epoll_event events[EVENTS];
    int ready = epoll_wait(poller, events, EVENTS, 10);
    for (int i = 0; i < ready; i++) take(events[i].data.u32);
}

static void rest(double seconds) {
    uint64_t end = now() + (uint64_t)(seconds * SECOND);
    while (now() < end) turn();
}

static void join(uint32_t number, uint32_t room) {
    Connection *connection = &connections[number];
    char path[64];
    if (room) snprintf(path, sizeof path, "/chat?user=u%u&room=r%u", number, number / room);
    else snprintf(path, sizeof path, "/chat?user=u%u", number);
    connection_open(connection, &server, path, "", 0);
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = number};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, connection->fd, &event)) die("epoll");
    uint64_t end = now() + (uint64_t)PATIENCE * SECOND;
    while (connection->state == CONNECTION_HANDSHAKE && now() < end) turn();
    if (connection->state == CONNECTION_OPEN) return;
    fprintf(stderr, "no proper answer to a handshake\n");
    exit(1);
}

static void come_and_go(uint32_t room) {
    join(0, room);
    connection_close(&connections[0]);
    uint64_t end = now() + (uint64_t)PATIENCE * SECOND;
    while (connections[0].state != CONNECTION_CLOSED && now() < end) turn();
    if (connections[0].state != CONNECTION_CLOSED) die("a connection that was left is not closed");
}

int main(int argc, char **argv) {
    server = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    server.sin_port = htons((uint16_t)option(argc, argv, "port"));
    uint32_t count = (uint32_t)option(argc, argv, "connections"), room = (uint32_t)option(argc, argv, "room");
    int pid = (int)option(argc, argv, "pid");
    double seconds = option(argc, argv, "seconds");
    allow_many_files();
    connections = calloc(count, sizeof *connections);
    poller = epoll_create1(0);
    if (!count || !connections || poller < 0) die("memory");
    come_and_go(room);
    rest(0.3);
    double before = memory_of(pid, "VmRSS");
    for (uint32_t i = 0; i < count; i++) join(i, room);
    rest(0.5);
    double after = memory_of(pid, "VmRSS"), cpu = cpu_of(pid);
    uint64_t start = now();
    rest(seconds);
    double took = (double)(now() - start) / SECOND;
    printf("{\"bytes_each\": %.1f, \"server_share\": %.5f, \"closed\": %llu}\n", (after - before) / count,
           (cpu_of(pid) - cpu) / took, (unsigned long long)closed);
    return 0;
}
