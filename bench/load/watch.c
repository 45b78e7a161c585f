#define _GNU_SOURCE
#include "watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "connection.h"

static double seconds_of(clockid_t clock) {
    struct timespec t;
    if (clock_gettime(clock, &t)) die("the server is gone");
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

double own_cpu(void) { return seconds_of(CLOCK_PROCESS_CPUTIME_ID); }

double cpu_of(int pid) {
    clockid_t clock;
    if (clock_getcpuclockid(pid, &clock)) die("the server is gone");
    return seconds_of(clock);
}

double memory_of(int pid, const char *kind) {
    char line[256];
    snprintf(line, sizeof line, "/proc/%d/status", pid);
    FILE *status = fopen(line, "r");
    if (!status) die("the server is gone");
    double kilobytes = 0;
    while (fgets(line, sizeof line, status))
        if (!strncmp(line, kind, strlen(kind))) kilobytes = strtod(line + strlen(kind) + 1, NULL);
    fclose(status);
    return kilobytes * 1024;
}

double option(int argc, char **argv, const char *name) {
    size_t length = strlen(name);
    for (int i = 1; i < argc; i++)
        if (!strncmp(argv[i], name, length) && argv[i][length] == '=') return strtod(argv[i] + length + 1, NULL);
    fprintf(stderr, "%s=NUMBER is missing\n", name);
    exit(2);
}
