/* What is said, and whether what is heard is that, to the byte. */
#ifndef WORDS_H
#define WORDS_H
#include <stddef.h>
#include <stdint.h>

enum { SHORTEST_CONTENT = 32, LONGEST_CONTENT = 1 << 15, MOST_SENDERS = 100000 };

/* Who said it, as their how-manieth, when (nanoseconds). */
typedef struct {
    uint32_t sender, number;
    uint64_t stamp;
} Word;

typedef enum { HEARD_MESSAGE, HEARD_NOTICE, HEARD_NONSENSE } Heard;

typedef enum { PLAIN_DIALECT, EVENTS_DIALECT } Dialect;

/* From now on contents have `size` bytes, and `dialect` is spoken. */
void words_begin(size_t size, Dialect dialect);

/* How many bytes a message has that is to be said. */
size_t words_size(void);

/* Writes the message that stands for `word`. */
void words_write(unsigned char *at, Word word);

/* What the payload of a frame is: a whole message as it was said, a notice, or anything else. */
Heard words_read(const unsigned char *payload, size_t length, Word *word);
#endif
