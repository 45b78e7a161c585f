/* A WebSocket client's side of one line: the handshake, frames in, frames out, goodbye. It never waits. */
#ifndef LINE_H
#define LINE_H
#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>

enum { LONGEST_FRAME = 1 << 17, LONGEST_QUEUE = 1 << 20 }; /* bytes; LONGEST_QUEUE of frames not sent yet */

typedef enum { LINE_UNUSED, LINE_GREETING, LINE_OPEN, LINE_LEAVING, LINE_ENDED } Stage;

typedef struct {
    int fd;
    Stage stage;
    bool was_refused, was_broken; /* no proper 101; something that is no WebSocket frame of a server */
    unsigned char *rest;          /* the beginning of a frame whose end has not come */
    size_t rest_size, rest_room;
    unsigned char *out; /* what the kernel has not taken */
    size_t out_size, out_room;
} Line;

/* Called with the payload of every whole text frame. */
typedef void (*OnText)(void *owner, const unsigned char *text, size_t length);

/* Connects and asks for `path`, with more `headers`, each a whole line, or "". `receive_buffer` in bytes, 0 for the
 * system's own. Ends the program if it cannot. */
void line_open(Line *line, const struct sockaddr_in *server, const char *path, const char *headers, int receive_buffer);

/* Takes what has come, answers pings and the server's Close; the stage says how the line is afterwards. */
void line_take(Line *line, OnText on_text, void *owner);

/* Room for a masked text frame of `size` bytes at the end of what waits; NULL when too much waits. */
unsigned char *line_text(Line *line, size_t size);

/* Hands the kernel what it takes; true when nothing is left. */
bool line_flush(Line *line);

/* Sends Close 1000; the server answers, and closes TCP first. */
void line_leave(Line *line);

/* Whether the handshake was answered with a 101, without taking anything from the line. */
bool line_is_admitted(const Line *line);

/* As many open files as this user may have. */
void allow_many_files(void);

/* Prints what went wrong to standard error, and ends the program. */
_Noreturn void die(const char *what);
#endif
