#include "app/content_inside.h"

static const struct content_edition *edition_of(const struct content *c, size_t lang)
{
	return &c->editions[lang < c->edition_count ? lang : 0];
}

int content_version(const struct content *c)
{
	return c->version;
}

const struct content_choice *content_choices(
	const struct content *c, size_t lang, size_t *ret_count)
{
	*ret_count = c->choice_count;
	return edition_of(c, lang)->choices;
}

size_t content_choice_find(const struct content *c, struct str choice)
{
	size_t at = 0;
	while (at < c->choice_count && !str_eq(c->editions[0].choices[at].id, choice))
		at++;
	return at;
}

static bool leads_there(
	const struct content *c, const struct content_picks *picks, const struct content_path *path)
{
	for (size_t i = 0; i < c->choice_count; i++)
		if (!str_eq(picks->option[i], path->picks.option[i]))
			return false;
	return true;
}

const struct content_route *content_route(
	const struct content *c, size_t lang, const struct content_picks *picks)
{
	const struct content_edition *edition = edition_of(c, lang);
	for (size_t i = 0; i < c->path_count; i++) {
		const struct content_path *path = &edition->paths[i];
		if (leads_there(c, picks, path))
			return &path->shown[picks->wording ? picks->wording : path->wording];
	}
	return NULL;
}

err_t content_route_picks(
	const struct content *c, struct str route, struct content_picks *ret_picks)
{
	for (size_t i = 0; i < c->path_count; i++) {
		const struct content_path *path = &c->editions[0].paths[i];
		if (!str_eq(path->shown[path->wording].id, route))
			continue;
		*ret_picks = path->picks;
		return NULL;
	}
	return err_log(ERR_NOT_FOUND, "no such route");
}

static const char *const wordings[WORDINGS] = {
	[WORDING_PUPIL] = "pupil", [WORDING_ADULT] = "adult", [WORDING_EASY] = "easy"};

struct str content_wording_id(enum content_wording wording)
{
	return str_of(wordings[wording]);
}

enum content_wording content_wording_find(struct str id)
{
	for (enum content_wording i = WORDING_BY_ROUTE + 1; i < WORDINGS; i++)
		if (str_is(id, wordings[i]))
			return i;
	return WORDING_BY_ROUTE;
}

const struct content_scope *content_scopes(const struct content *c, size_t lang, size_t *ret_count)
{
	*ret_count = c->scope_count;
	return edition_of(c, lang)->scopes;
}

struct content_place content_find(const struct content_route *route, struct str question)
{
	for (size_t i = 0; i < route->count; i++) {
		const struct content_chapter *chapter = &route->chapters[i];
		for (size_t k = 0; k < chapter->count; k++)
			if (str_eq(chapter->questions[k].id, question))
				return (struct content_place){
					chapter, &chapter->questions[k], i, k};
	}
	return (struct content_place){0};
}

const struct content_question *content_questions(const struct content *c, size_t *ret_count)
{
	*ret_count = c->question_count;
	return c->editions[0].questions;
}

const struct content_question *content_question(
	const struct content *c, size_t lang, struct str question)
{
	const struct content_question *all = edition_of(c, lang)->questions;
	for (size_t i = 0; i < c->question_count; i++)
		if (str_eq(all[i].id, question))
			return &all[i];
	return NULL;
}
