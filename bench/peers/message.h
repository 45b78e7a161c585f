/* A growing buffer, and a message of the plain dialect as it goes out: a text frame with an object of three keys. */
#ifndef MESSAGE_H
#define MESSAGE_H
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_ESCAPE = 6, TEXT = 1 }; /* bytes that one byte takes in JSON at the most; an opcode */

typedef struct {
    unsigned char *at;
    size_t size, room;
} Buffer;

/* Makes room for `more` bytes at the end, and returns where they go. */
static unsigned char *reserve(Buffer *buffer, size_t more) {
    if (buffer->size + more > buffer->room) {
        buffer->room = (buffer->size + more) * 2;
        buffer->at = realloc(buffer->at, buffer->room);
        if (!buffer->at) abort();
    }
    return buffer->at + buffer->size;
}

static void append(Buffer *buffer, const void *data, size_t size) {
    if (!size) return;
    memcpy(reserve(buffer, size), data, size);
    buffer->size += size;
}

/* Appends text as it stands between the quotes of JSON. */
static void append_escaped(Buffer *buffer, const unsigned char *text, size_t size) {
    unsigned char *start = reserve(buffer, size * LONGEST_ESCAPE + 1), *to = start;
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = text[i];
        if (byte == '"' || byte == '\\') {
            *to++ = '\\', *to++ = byte;
        } else if (byte < ' ') {
            memcpy(to, "\\u00", 4);
            to[4] = (unsigned char)"01"[byte >> 4], to[5] = (unsigned char)"0123456789abcdef"[byte & 15];
            to += 6;
        } else {
            *to++ = byte;
        }
    }
    buffer->size += (size_t)(to - start);
}

static void append_header(Buffer *buffer, size_t size) {
    unsigned char header[10] = {0x80 | TEXT};
    int length_bytes = size < 126 ? 0 : size < 65536 ? 2 : 8;
    header[1] = (unsigned char)(length_bytes == 0 ? size : length_bytes == 2 ? 126 : 127);
    for (int i = 0; i < length_bytes; i++) header[1 + length_bytes - i] = (unsigned char)((uint64_t)size >> (8 * i));
    append(buffer, header, 2 + (size_t)length_bytes);
}

/* Appends the frame of a message; `name` stands there as it does in JSON. */
static void append_message(Buffer *buffer, const Buffer *name, const unsigned char *text, size_t size) {
    static Buffer said;
    said.size = 0;
    append(&said, "{\"sender\":\"", 11);
    append(&said, name->at, name->size);
    append(&said, "\",\"content\":\"", 13);
    append_escaped(&said, text, size);
    append(&said, "\",\"type\":\"message\"}", 19);
    append_header(buffer, said.size);
    append(buffer, said.at, said.size);
}
#endif
