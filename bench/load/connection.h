/* A WebSocket client's connection: handshake, frames in both directions, closing handshake. It never blocks. */
#ifndef CONNECTION_H
#define CONNECTION_H
#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>

enum { LONGEST_FRAME = 1 << 17, LONGEST_QUEUE = 1 << 20 }; /* bytes; LONGEST_QUEUE limits the frames not sent yet */

typedef enum { CONNECTION_UNUSED, CONNECTION_HANDSHAKE, CONNECTION_OPEN, CONNECTION_CLOSING, CONNECTION_CLOSED } State;

typedef struct {
    int fd;
    State state;
    bool was_rejected, was_broken; /* no valid 101 response; an invalid frame */
    unsigned char *rest;          /* the beginning of an incomplete frame */
    size_t rest_size, rest_room;
    unsigned char *out; /* frames that do not fit into the kernel's buffer */
    size_t out_size, out_room;
} Connection;

/* Called with the payload of every complete text frame. */
typedef void (*OnText)(void *owner, const unsigned char *text, size_t length);

/* Connects and requests `path` with additional `headers`, each ending in CRLF, or "". `receive_buffer` is in bytes, 0 for
 * the system's default. Ends the program if it fails. */
void connection_open(Connection *connection, const struct sockaddr_in *server, const char *path, const char *headers, int receive_buffer);

/* Reads what has arrived, answers pings and the server's Close; `state` is the state of the connection afterwards. */
void connection_read(Connection *connection, OnText on_text, void *owner);

/* Returns room for the payload of a text frame of `size` bytes at the end of the queue; NULL when the queue is full. */
unsigned char *connection_reserve_text(Connection *connection, size_t size);

/* Writes as much as the kernel's buffer takes; returns whether the queue is empty. */
bool connection_flush(Connection *connection);

/* Sends Close 1000; the server answers and closes the TCP connection first. */
void connection_close(Connection *connection);

/* Returns whether the handshake was answered with a 101, without reading anything. */
bool connection_is_accepted(const Connection *connection);

/* Allows as many open files as this user may have. */
void allow_many_files(void);

/* Prints the error to standard error and ends the program. */
_Noreturn void die(const char *what);
#endif
