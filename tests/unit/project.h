/*
 * A project and those who take part in it, for tests. by: who coordinates it.
 */
#pragma once

#include "app/participant.h"
#include "unit/place.h"

/*
 * An installation where Mila (mila@house.example) coordinates Huis Zes, with a project of theirs.
 * False, having said why, when it cannot.
 */
bool place_open_project(
	struct place *p, const char *type, struct actor *ret_mila, struct project_at *ret_at);
/* The same: a youth exchange, with Aino of Finland and Jure of Slovenia at their own pages. */
bool place_open_takers(struct place *p, struct actor *ret_mila, struct project_at *ret_at,
	struct actor *ret_aino, struct actor *ret_jure);
/* Otto, who coordinates another organisation. */
struct actor place_otto(struct place *p);
/* A project called Water, of a type of theirs: app/project_type.h. */
struct project_at place_project(
	struct place *p, const struct actor *by, struct row_id organisation, const char *type);

/* Somebody to be put into a project, with what that needs. */
struct participant place_participant(
	const char *given, const char *family, const char *country, const char *mail);
/* The same of Estonia: P0 Tamm, p0@post.example, who reads English; and so on. */
struct participant place_nth(struct place *p, int n);
/* So many by a list, with such addresses; the first of them by name, Q0000 Aalto, without. */
void place_bring(struct place *p, const struct actor *by, const struct project_at *at, int count,
	int without);
/* The first of them, by name. */
struct participant_page place_people(
	struct place *p, const struct actor *by, const struct project_at *at);
/* That one in it, at their own page as who came in by its code. */
struct actor place_taker(struct place *p, const struct actor *by, const struct project_at *at,
	const struct participant *in);
/* Somebody with an account, in which every own page is from now on. */
struct actor place_claimer(struct place *p, const char *name, const char *mail);

/* The code of a new card for that one. */
struct str place_card(
	struct place *p, const struct actor *by, const struct project_at *at, struct public_id who);
/* The code of an own page in a letter: behind "#" in its link; empty when it has none. */
struct str place_part_code(struct place *p, struct str letter);
/* Who comes in by one of these. */
struct actor place_come_in(struct place *p, struct str code);

/* What was written on that own page is handed in. */
void place_hand_in(struct place *p, const struct actor *who, struct public_id page);
/* Certificates of all who are in it. */
void place_issue(struct place *p, const struct actor *by, const struct project_at *at);
/*
 * The period of all projects passes, and all that comes of it: those who are to be warned are,
 * three times, and then the projects are gone. After project_start.
 */
void place_end_projects(struct place *p);
