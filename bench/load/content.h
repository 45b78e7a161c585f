/* Writes the contents of messages and checks them to the byte. */
#ifndef CONTENT_H
#define CONTENT_H
#include <stddef.h>
#include <stdint.h>

enum { SHORTEST_CONTENT = 32, LONGEST_CONTENT = 1 << 15, MOST_SENDERS = 100000 };

/* The sender, the number of the message among theirs, and the time (nanoseconds). */
typedef struct {
    uint32_t sender, number;
    uint64_t stamp;
} Content;

typedef enum { RECEIVED_MESSAGE, RECEIVED_NOTICE, RECEIVED_INVALID } Received;

typedef enum { PLAIN_DIALECT, EVENTS_DIALECT } Dialect;

/* Sets the `size` of contents in bytes, and the dialect. */
void content_begin(size_t size, Dialect dialect);

/* Returns the length in bytes of a message to send. */
size_t content_size(void);

/* Writes the message for `content` at `at`. */
void content_write(unsigned char *at, Content content);

/* Reads the payload of a frame: a message exactly as it was sent, a notice, or anything else. */
Received content_read(const unsigned char *payload, size_t length, Content *content);
#endif
