/*
 * A disk that loses its power: an SQLite VFS over the usual one that remembers what was synced. At
 * the cut everything stops; power_restore then leaves in the files what a disk may have kept: all
 * that was synced, and of the rest nothing, the beginning, or any 512-byte sectors of it.
 *
 * There is one such disk in a program.
 */
#pragma once

#include <stdbool.h>

#define POWER_VFS "power"

/* A new disk without files; the power goes at the given write, sync or deletion (0: never). */
void power_on(unsigned seed, long cut_at);
/* The next syncs fail. */
void power_fail_syncs(int count);
bool power_is_cut(void);
/* Writes, syncs and deletions until now. */
long power_operations(void);
/* Cuts the power if it is not cut yet, and makes the files what the disk kept. */
void power_restore(void);
/* Forgets the disk; the files stay as they are. */
void power_off(void);
