/*
 * Keys of people in the making. The key comes first, for a person without one could not write; when
 * the person is not made after all, it goes again.
 */
#pragma once

#include "app/app.h"
#include "base/id.h"

/*
 * Ends with e, for which a transaction that makes all of these people failed: their keys go. But
 * they stay when the answer to its commit may have got lost, and the people are there or nobody can
 * tell: a key that nobody has harms nobody, a person without one is lost.
 */
err_t person_keys_give_up(const struct app *app, const struct public_id *who, size_t len, err_t e);
