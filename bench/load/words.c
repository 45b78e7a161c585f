#include "words.h"

#include <stdbool.h>
#include <string.h>

#include "line.h"

/* A content is "#SSSSS:NNNNNNNN:TTTTTTTTTTTTTTTT" (sender and number in decimal, stamp in hex), then one letter up to
 * its size; the letter follows from all three, so that none of them can be altered unnoticed. */
enum { LETTERS = 26, SENDER = 1, NUMBER = 7, STAMP = 16 };

/* JSON with and without blanks between its tokens; the sender's name is "u" and five digits. */
typedef struct {
    const char *at;
    size_t size;
} Part;

/* Between `id` and `before` stands a message's id, after `after` its time: digits, as many as there are. */
typedef struct {
    Part id, before, between, after, end;
} Spelling;

#define PART(text) {text, sizeof text - 1}
static const Spelling spellings[] = {
    {PART(""), PART("{\"sender\": \"u"), PART("\", \"content\": \""), PART("\", \"type\": \"message\"}"), PART("")},
    {PART(""), PART("{\"sender\":\"u"), PART("\",\"content\":\""), PART("\",\"type\":\"message\"}"), PART("")},
};
static const Spelling event = {PART("{\"type\":\"message\",\"id\":\""), PART("\",\"nickname\":\"u"),
                               PART("\",\"content\":\""), PART("\",\"timestamp\":\""), PART("Z\"}")};
static const Part said_before = PART("{\"type\":\"message\",\"content\":\""), said_after = PART("\"}");
static const Part notice = PART("\"notification\"}"), other_event = PART("{\"type\":\"");
enum { ID = 16, TIME = 26 };

static size_t size;
static Dialect dialect;
static unsigned char padding[LETTERS][LONGEST_CONTENT];

void words_begin(size_t bytes, Dialect spoken) {
    size = bytes, dialect = spoken;
    for (int letter = 0; letter < LETTERS; letter++) memset(padding[letter], 'a' + letter, sizeof padding[letter]);
}

static size_t letter_of(Word word) { return (size_t)((word.sender + word.number + word.stamp) % LETTERS); }

static void write_number(unsigned char *at, int digits, unsigned base, uint64_t value) {
    for (int i = digits - 1; i >= 0; i--, value /= base) at[i] = (unsigned char)"0123456789abcdef"[value % base];
}

/* False for anything but digits. */
static bool read_number(const unsigned char *at, int digits, unsigned base, uint64_t *value) {
    *value = 0;
    for (int i = 0; i < digits; i++) {
        unsigned digit = at[i] >= 'a' ? at[i] - 'a' + 10u : (unsigned)at[i] - '0';
        if (digit >= base) return false;
        *value = *value * base + digit;
    }
    return true;
}

size_t words_size(void) { return dialect == EVENTS_DIALECT ? said_before.size + size + said_after.size : size; }

static unsigned char *write_part(unsigned char *at, Part part) {
    memcpy(at, part.at, part.size);
    return at + part.size;
}

void words_write(unsigned char *at, Word word) {
    if (dialect == EVENTS_DIALECT) {
        at = write_part(at, said_before);
        write_part(at + size, said_after);
    }
    at[0] = '#', at[NUMBER - 1] = at[STAMP - 1] = ':';
    write_number(at + SENDER, 5, 10, word.sender);
    write_number(at + NUMBER, 8, 10, word.number);
    write_number(at + STAMP, 16, 16, word.stamp);
    memcpy(at + SHORTEST_CONTENT, padding[letter_of(word)], size - SHORTEST_CONTENT);
}

static bool read_numbers(const unsigned char *at, Word *word) {
    uint64_t sender, number;
    if (at[0] != '#' || at[NUMBER - 1] != ':' || at[STAMP - 1] != ':') return false;
    if (!read_number(at + SENDER, 5, 10, &sender) || !read_number(at + NUMBER, 8, 10, &number) ||
        !read_number(at + STAMP, 16, 16, &word->stamp))
        return false;
    word->sender = (uint32_t)sender, word->number = (uint32_t)number;
    return true;
}

/* All readers hear the same: what one of them heard lately need not be read again, only compared. */
static bool read_content(const unsigned char *at, Word *word) {
    static struct {
        unsigned char numbers[SHORTEST_CONTENT];
        Word word;
    } lately[1024], *known;
    known = &lately[(at[4] * 10u + at[5] + at[13] * 320u + at[14] * 32u) % 1024];
    if (memcmp(at, known->numbers, SHORTEST_CONTENT)) {
        if (!read_numbers(at, word)) return false;
        memcpy(known->numbers, at, SHORTEST_CONTENT);
        known->word = *word;
    }
    *word = known->word;
    return !memcmp(at + SHORTEST_CONTENT, padding[letter_of(*word)], size - SHORTEST_CONTENT);
}

static bool is(const unsigned char *at, Part part) { return !memcmp(at, part.at, part.size); }

static bool read_message(const Spelling *spelling, const unsigned char *at, size_t length, Word *word) {
    Part id = spelling->id, before = spelling->before, between = spelling->between, after = spelling->after;
    size_t stamped = id.size ? ID : 0, timed = spelling->end.size ? TIME : 0;
    if (length != id.size + stamped + before.size + 5 + between.size + size + after.size + timed + spelling->end.size)
        return false;
    const unsigned char *from = at + id.size + stamped, *name = from + before.size, *content = name + 5 + between.size;
    uint64_t number;
    return is(at, id) && read_number(at + id.size, (int)stamped, 10, &number) && is(from, before) &&
           is(name + 5, between) && !memcmp(name, content + SENDER, 5) && is(content + size, after) &&
           is(content + size + after.size + timed, spelling->end) && read_content(content, word);
}

static Heard read_event(const unsigned char *payload, size_t length, Word *word) {
    if (read_message(&event, payload, length, word)) return HEARD_MESSAGE;
    bool is_notice = length > event.id.size && is(payload, other_event) && !is(payload, event.id);
    return is_notice ? HEARD_NOTICE : HEARD_NONSENSE;
}

Heard words_read(const unsigned char *payload, size_t length, Word *word) {
    if (dialect == EVENTS_DIALECT) return read_event(payload, length, word);
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        if (read_message(&spellings[i], payload, length, word)) return HEARD_MESSAGE;
    bool is_notice = length > notice.size && is(payload + length - notice.size, notice);
    return is_notice ? HEARD_NOTICE : HEARD_NONSENSE;
}
