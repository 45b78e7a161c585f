/* The opening handshake: from the head of a request to the name of who asks, and to the answer. */
#ifndef HANDSHAKE_H
#define HANDSHAKE_H
#include <stdbool.h>

#include "accept.h"
#include "message.h"

enum { LONGEST_NAME = 192, LONGEST_RESPONSE = 256 }; /* bytes */

static int hex(char digit) {
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *at = digit ? strchr(digits, digit) : NULL;
    return at ? (int)((at - digits) & 15) : -1;
}

/* Appends the name in the address, percent-decoded, as it stands in JSON. */
static void append_name(Buffer *to, const char *address) {
    unsigned char name[LONGEST_NAME];
    size_t size = 0, end = strcspn(address, " \r\n");
    const char *at = memmem(address, end, "user=", 5);
    for (at = at ? at + 5 : address + end; at < address + end && *at != '&' && size < LONGEST_NAME; at++) {
        int high = *at == '%' ? hex(at[1]) : -1, low = high < 0 ? -1 : hex(at[2]);
        name[size++] = (unsigned char)(low < 0 ? *at : high << 4 | low);
        if (low >= 0) at += 2;
    }
    append_escaped(to, name, size);
}

/* Writes the answer to a request whose head is `head`, and appends the name; false: it asks for no chat. */
static bool answer_handshake(const char *head, Buffer *name, char response[LONGEST_RESPONSE]) {
    const char *key = strcasestr(head, "\r\nSec-WebSocket-Key:");
    if (key) key += 20 + strspn(key + 20, " ");
    if (strncmp(head, "GET /chat", 9) || !key || strcspn(key, "\r\n ") != KEY_LENGTH) return false;
    char answer[ACCEPT_LENGTH + 1];
    accept_of(key, answer);
    append_name(name, head + 4);
    snprintf(response, LONGEST_RESPONSE,
             "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
             "Sec-WebSocket-Accept: %s\r\n\r\n", answer);
    return true;
}
#endif
