/*
 * An installation in a folder of its own, for tests: real stores, vault, outbox and
 * passwords; the test sets the clock and reads the mail.
 */
#pragma once

#include "app/account.h"
#include "app/factor.h"
#include "app/keystore.h"
#include "app/membership.h"
#include "app/retention.h"
#include "base/vec.h"
#include "jobs/jobs.h"
#include "mail/message.h"
#include "unit/store.h"

#define PLACE_START (20000 * USEC_DAY)

struct place_letter {
	struct str to, subject, text;
};

struct place {
	struct store store;
	struct arena *arena;
	struct clock_manual clock;
	struct keystore_db keys;
	struct log log; /* into a file in the store's folder */
	struct retention_periods periods;
	struct job_kind kinds[13];
	VEC(struct place_letter) letters; /* sent so far */
	struct mail_transport also;       /* gets each of them too; none: they stay here */
	struct app app;
};

/* False, having said why, when it cannot. */
bool place_open(struct place *p);
void place_close(struct place *p);

/* From now on the content store is away. */
void place_lose_store(struct place *p);
/* The clock goes on. */
void place_pass(struct place *p, usec time);
/* Delivers what waits in the outbox; the last letter, empty when none was ever sent. */
struct place_letter place_mail(struct place *p);
/* The same; how many letters were sent until now. */
size_t place_letters(struct place *p);
/* The code of six digits in a letter; empty when it has none. */
struct str place_code(const struct place_letter *letter);
/* The same of a long one, with letters in it. */
struct str place_long_code(const struct place_letter *letter);

/* A new browser behind that address block. */
struct visitor place_visitor(const char *block);
/* Somebody with a key, an address, and no password. */
struct actor place_person(struct place *p, const char *name, const char *mail);
/* Gives them that role there, since long ago; the membership. */
struct public_id place_member(
	struct place *p, const struct actor *who, struct row_id organisation, enum role role);
/* Somebody with that role in an organisation that is made for it. */
struct actor place_staff(struct place *p, const char *name, const char *mail,
	const char *organisation, enum role role, struct row_id *ret_organisation);
/* Gives them the password that was hashed. */
void place_password(struct place *p, const struct actor *who, struct str hash);
/* One pixel. */
struct str place_png(void);
/* A session of theirs, begun now. */
struct token place_session(struct place *p, const struct actor *person);
/* What the person's app shows now, by the secret as printed. */
struct str place_app_code(struct place *p, struct str secret);
/* Gives them a second factor, a step of time ago; the secret as printed. */
struct str place_factor(
	struct place *p, const struct actor *person, struct factor_codes *ret_codes);
/* An argon2id hash below the cost that passwords have here. */
struct str place_cheap_hash(struct arena *a, struct str password);
/* Runs SQL on the content store, behind everybody's back; the number it yields, or 0. */
int64_t place_sql(struct place *p, const char *sql);
/* The text that it yields, on SQLite only. */
struct str place_sql_text(struct place *p, const char *sql);
/* A number again, from the key store. */
int64_t place_keys_sql(struct place *p, const char *sql);
/* Data keys that there are. */
int64_t place_keys(struct place *p);
