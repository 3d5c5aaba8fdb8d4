/* A live link as it is stored; for share.c and share_door.c. */
#pragma once

#include "app/share.h"

struct share_row;

enum share_state share_state_of(const struct share_row *row, usec now);
