/* Clients that join a room of their own, stay a moment and leave, at a given rate. */
#ifndef JOINS_H
#define JOINS_H
#include <netinet/in.h>
#include <stdint.h>

/* `rate` clients a second join, and as many leave. `poll` reports their connections by the numbers from `first` on. */
void joins_begin(int poll, uint32_t first, const struct sockaddr_in *server, double rate);

/* Opens the connections that are due, and closes those that have stayed long enough. */
void joins_run(uint64_t time);

/* Reads what has arrived for the connection with this number. */
void joins_read(uint32_t number);

/* The number of clients that have joined, left as expected, and been rejected or disconnected. */
extern uint64_t joins_accepted, joins_left, joins_failed;
#endif
