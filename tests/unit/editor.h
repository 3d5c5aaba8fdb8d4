/*
 * Partners who edit a project (app/editor.h), for tests: invited by mail, and accepted; and a world
 * with some.
 */
#pragma once

#include "app/editor.h"
#include "unit/project.h"

/* Somebody new, invited by the coordinator until a year from now, who accepted. */
struct actor place_editor(struct place *p, const struct actor *by, const struct project_at *at,
	const char *name, enum editor_role role, const char *country);

/*
 * A project of an organisation whose coordinator is Mila. Petra edits all of it; Olli and Giorgi
 * edit their own participants, Giorgi from outside of the European Economic Area. Mila entered
 * Mees, Olli entered Olavi. Otto has nothing to do with it.
 */
struct editor_world {
	struct place p;
	struct actor mila, petra, olli, giorgi, otto;
	struct project_at at;
	struct public_id mees, olavi;
};
bool editor_world_open(struct editor_world *w);
/* "… Tamm" of Finland, with a mail address, a birth date and a place. */
struct participant editor_participant(const char *given_name);
struct public_id editor_enter(struct editor_world *w, const struct actor *by, const char *given);
/* The first page of those whom somebody sees. */
struct participant_page editor_people(struct editor_world *w, const struct actor *who);
struct editor_list editor_all(struct editor_world *w);
struct editor editor_called(struct editor_world *w, const char *name);
