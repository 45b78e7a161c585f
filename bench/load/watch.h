/* Reads clocks, and the server's use of the processor and of memory. */
#ifndef WATCH_H
#define WATCH_H
#include <stdint.h>

/* Nanoseconds of a monotonic clock. */
uint64_t now(void);

/* Seconds of processor time that all threads of this program, or of the process `pid`, have used. */
double own_cpu(void);
double cpu_of(int pid);

/* Bytes of memory that the process uses now (`"VmRSS"`), or used at most (`"VmHWM"`). */
double memory_of(int pid, const char *kind);

/* Returns the number given as NAME=NUMBER in the arguments; ends the program if it is missing. */
double option(int argc, char **argv, const char *name);
#endif
