/* People who come in, stay a moment and leave, so many a second, in a room of their own. */
#ifndef DOOR_H
#define DOOR_H
#include <netinet/in.h>
#include <stdint.h>

/* `pace`: so many come a second, and as many leave. Their lines are told of in `poll` by `first` and the numbers after it. */
void door_begin(int poll, uint32_t first, const struct sockaddr_in *server, double pace);

/* Lets in who is due, and lets go who has stayed long enough. */
void door_turn(uint64_t time);

/* Something has come for the line of this number. */
void door_take(uint32_t number);

/* How many came in and left properly so far, and how many were turned away or cut off. */
extern uint64_t door_joined, door_left, door_failed;
#endif
