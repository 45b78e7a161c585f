#include "content.h"

#include <stdbool.h>
#include <string.h>

#include "connection.h"

/* The content of a message is "#SSSSS:NNNNNNNN:TTTTTTTTTTTTTTTT" (sender and number in decimal, time in hex), then one letter,
 * repeated up to its size. The letter is computed from all three, so that an altered one is noticed. */
enum { LETTERS = 26, SENDER = 1, NUMBER = 7, STAMP = 16 };

/* JSON with and without spaces between its tokens; the sender's name is "u" and five digits. */
typedef struct {
    const char *at;
    size_t size;
} Part;

/* The digits of the message's id stand between `id` and `before`, those of its time after `after`. */
typedef struct {
    Part id, before, between, after, end;
} Format;

#define PART(text) {text, sizeof text - 1}
static const Format formats[] = {
    {PART(""), PART("{\"sender\": \"u"), PART("\", \"content\": \""), PART("\", \"type\": \"message\"}"), PART("")},
    {PART(""), PART("{\"sender\":\"u"), PART("\",\"content\":\""), PART("\",\"type\":\"message\"}"), PART("")},
};
static const Format event = {PART("{\"type\":\"message\",\"id\":\""), PART("\",\"nickname\":\"u"),
                               PART("\",\"content\":\""), PART("\",\"timestamp\":\""), PART("Z\"}")};
static const Part said_before = PART("{\"type\":\"message\",\"content\":\""), said_after = PART("\"}");
static const Part notice = PART("\"notification\"}"), other_event = PART("{\"type\":\"");
enum { ID = 16, TIME = 26 };

static size_t size;
static Dialect dialect;
static unsigned char padding[LETTERS][LONGEST_CONTENT];

void content_begin(size_t bytes, Dialect spoken) {
    size = bytes, dialect = spoken;
    for (int letter = 0; letter < LETTERS; letter++) memset(padding[letter], 'a' + letter, sizeof padding[letter]);
}

static size_t letter_of(Content content) { return (size_t)((content.sender + content.number + content.stamp) % LETTERS); }

static void write_number(unsigned char *at, int digits, unsigned base, uint64_t value) {
    for (int i = digits - 1; i >= 0; i--, value /= base) at[i] = (unsigned char)"0123456789abcdef"[value % base];
}

/* Returns false for anything but digits. */
static bool read_number(const unsigned char *at, int digits, unsigned base, uint64_t *value) {
    *value = 0;
    for (int i = 0; i < digits; i++) {
        unsigned digit = at[i] >= 'a' ? at[i] - 'a' + 10u : (unsigned)at[i] - '0';
        if (digit >= base) return false;
        *value = *value * base + digit;
    }
    return true;
}

size_t content_size(void) { return dialect == EVENTS_DIALECT ? said_before.size + size + said_after.size : size; }

static unsigned char *write_part(unsigned char *at, Part part) {
    memcpy(at, part.at, part.size);
    return at + part.size;
}

void content_write(unsigned char *at, Content content) {
    if (dialect == EVENTS_DIALECT) {
        at = write_part(at, said_before);
        write_part(at + size, said_after);
    }
    at[0] = '#', at[NUMBER - 1] = at[STAMP - 1] = ':';
    write_number(at + SENDER, 5, 10, content.sender);
    write_number(at + NUMBER, 8, 10, content.number);
    write_number(at + STAMP, 16, 16, content.stamp);
    memcpy(at + SHORTEST_CONTENT, padding[letter_of(content)], size - SHORTEST_CONTENT);
}

static bool read_numbers(const unsigned char *at, Content *content) {
    uint64_t sender, number;
    if (at[0] != '#' || at[NUMBER - 1] != ':' || at[STAMP - 1] != ':') return false;
    if (!read_number(at + SENDER, 5, 10, &sender) || !read_number(at + NUMBER, 8, 10, &number) ||
        !read_number(at + STAMP, 16, 16, &content->stamp))
        return false;
    content->sender = (uint32_t)sender, content->number = (uint32_t)number;
    return true;
}

/* All readers receive the same messages: one that was read for another reader is only compared. */
static bool read_content(const unsigned char *at, Content *content) {
    static struct {
        unsigned char numbers[SHORTEST_CONTENT];
        Content content;
    } recent[1024], *known;
    known = &recent[(at[4] * 10u + at[5] + at[13] * 320u + at[14] * 32u) % 1024];
    if (memcmp(at, known->numbers, SHORTEST_CONTENT)) {
        if (!read_numbers(at, content)) return false;
        memcpy(known->numbers, at, SHORTEST_CONTENT);
        known->content = *content;
    }
    *content = known->content;
    return !memcmp(at + SHORTEST_CONTENT, padding[letter_of(*content)], size - SHORTEST_CONTENT);
}

static bool is(const unsigned char *at, Part part) { return !memcmp(at, part.at, part.size); }

static bool read_message(const Format *format, const unsigned char *at, size_t length, Content *content) {
    Part id = format->id, before = format->before, between = format->between, after = format->after;
    size_t stamped = id.size ? ID : 0, timed = format->end.size ? TIME : 0;
    if (length != id.size + stamped + before.size + 5 + between.size + size + after.size + timed + format->end.size)
        return false;
    const unsigned char *from = at + id.size + stamped, *name = from + before.size, *text = name + 5 + between.size;
    uint64_t number;
    return is(at, id) && read_number(at + id.size, (int)stamped, 10, &number) && is(from, before) &&
           is(name + 5, between) && !memcmp(name, text + SENDER, 5) && is(text + size, after) &&
           is(text + size + after.size + timed, format->end) && read_content(text, content);
}

static Received read_event(const unsigned char *payload, size_t length, Content *content) {
    if (read_message(&event, payload, length, content)) return RECEIVED_MESSAGE;
    bool is_notice = length > event.id.size && is(payload, other_event) && !is(payload, event.id);
    return is_notice ? RECEIVED_NOTICE : RECEIVED_INVALID;
}

Received content_read(const unsigned char *payload, size_t length, Content *content) {
    if (dialect == EVENTS_DIALECT) return read_event(payload, length, content);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (read_message(&formats[i], payload, length, content)) return RECEIVED_MESSAGE;
    bool is_notice = length > notice.size && is(payload + length - notice.size, notice);
    return is_notice ? RECEIVED_NOTICE : RECEIVED_INVALID;
}
