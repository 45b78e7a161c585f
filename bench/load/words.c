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

typedef struct {
    Part before, between, after;
} Spelling;

#define PART(text) {text, sizeof text - 1}
static const Spelling spellings[] = {
    {PART("{\"sender\": \"u"), PART("\", \"content\": \""), PART("\", \"type\": \"message\"}")},
    {PART("{\"sender\":\"u"), PART("\",\"content\":\""), PART("\",\"type\":\"message\"}")},
};
static const char notice[] = "\"notification\"}";

static size_t size;
static unsigned char padding[LETTERS][LONGEST_CONTENT];

void words_begin(size_t bytes) {
    size = bytes;
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

void words_write(unsigned char *at, Word word) {
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
    Part before = spelling->before, between = spelling->between, after = spelling->after;
    if (length != before.size + 5 + between.size + size + after.size) return false;
    const unsigned char *name = at + before.size, *content = name + 5 + between.size;
    return is(at, before) && is(name + 5, between) && !memcmp(name, content + SENDER, 5) &&
           is(content + size, after) && read_content(content, word);
}

Heard words_read(const unsigned char *payload, size_t length, Word *word) {
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        if (read_message(&spellings[i], payload, length, word)) return HEARD_MESSAGE;
    size_t end = sizeof notice - 1;
    bool is_notice = length > end && !memcmp(payload + length - end, notice, end);
    return is_notice ? HEARD_NOTICE : HEARD_NONSENSE;
}
