/* Looks at clocks, and at the server's process from outside. */
#ifndef WATCH_H
#define WATCH_H
#include <stdint.h>

/* Nanoseconds of a clock that never goes back. */
uint64_t now(void);

/* Seconds of a processor that this program, or the process `pid`, has used so far, in all its threads. */
double own_cpu(void);
double cpu_of(int pid);

/* Bytes of memory in which the process lives now (`"VmRSS"`), or lived at the most (`"VmHWM"`). */
double memory_of(int pid, const char *kind);

/* The number given as NAME=NUMBER among the program's arguments; ends the program if it is not given. */
double option(int argc, char **argv, const char *name);
#endif
