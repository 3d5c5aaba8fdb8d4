/* What everybody may see of a certificate whose code they have. */
#include "app/certificate_inside.h"
#include "codec/input.h"

struct checking {
	struct arena *arena;
	struct actor nobody;
	struct str language;
	struct digest code;
	struct certificate_seen_row *row;
};

static err_t find(struct tx *tx, void *ctx)
{
	struct checking *c = ctx;
	TRY(access_require(tx, &c->nobody, ACTION_CERTIFICATE_CHECK, OWNER_NOBODY));
	return certificate_by_code(tx, c->arena, hash_str(&c->code), &c->row);
}

static err_t parse(struct str typed, struct code *ret_code)
{
	switch (code_checked_parse(typed, ret_code)) {
	case CODE_GOOD:
		return NULL;
	case CODE_MISTYPED:
		return err_field("code", N_("This code has a typing error. Look once more."));
	case CODE_NONE:
		break;
	}
	return err_field("code", N_("A code has twelve letters and digits."));
}

static void fill_parties(
	struct arena *a, const struct certificate_content *content, struct certificate_seen *io)
{
	struct str *names = arena_array(a, struct str, content->parties_len);
	for (size_t i = 0; i < content->parties_len; i++)
		names[i] = content->parties[i].name;
	io->organisations = names;
	io->organisations_len = content->parties_len;
}

static void fill_languages(
	struct arena *a, const struct certificate_content *content, struct certificate_seen *io)
{
	struct str *tags = arena_array(a, struct str, content->words_len);
	for (size_t i = 0; i < content->words_len; i++)
		tags[i] = content->words[i].language;
	io->languages = tags;
	io->languages_len = content->words_len;
}

/* Those that were opened, as they stand on paper. */
static void fill_parts(const struct checking *c, const struct certificate_words *words,
	struct certificate_seen *io)
{
	struct certificate_told *parts =
		arena_array(c->arena, struct certificate_told, words->parts_len);
	for (size_t i = 0; i < words->parts_len; i++) {
		const struct certificate_told *it = &words->parts[i];
		if ((it->id == CERTIFICATE_PROJECT && c->row->opens_project) ||
			(it->id == CERTIFICATE_LEARNING && c->row->opens_learning))
			parts[io->parts_len++] = *it;
	}
	io->parts = parts;
}

static err_t fill(const struct app *app, const struct checking *c, struct certificate_seen *io)
{
	struct arena *a = c->arena;
	struct certificate_content content;
	struct vault_place place = certificate_place(a, *c->row->owner, c->row->public, "body");
	struct str text;
	TRY(vault_open(app->vault, a, &place, c->row->body, &text));
	TRY(certificate_body_read(a, text, &content));
	const struct certificate_words *words = certificate_words_in(&content, c->language);
	io->language = words->language;
	io->name =
		str_fmt(a, "%.*s %.*s", STR_ARG(content.given_name), STR_ARG(content.family_name));
	io->title = content.title;
	io->type = content.type;
	io->starts = content.starts;
	io->ends = content.ends;
	fill_parties(a, &content, io);
	fill_languages(a, &content, io);
	fill_parts(c, words, io);
	return NULL;
}

/* A key may be gone a moment before the row is. */
static err_t or_erased(err_t e, struct certificate_seen *io)
{
	if (!e || e->code != ERR_EXPIRED)
		return e;
	err_free(e);
	io->is_erased = true;
	return NULL;
}

err_t certificate_check(const struct app *app, struct arena *a, struct str typed,
	struct str language, struct certificate_seen *ret)
{
	struct checking c = {.arena = a, .language = language};
	struct code code;
	TRY(parse(typed, &code));
	TRY(certificate_digest(app, &code, &c.code));
	TRY(db_read(app->db, find, &c));
	if (!c.row)
		return err_field(
			"code", N_("We know no certificate with this code. Look once more."));
	struct certificate_seen seen = {
		.state = certificate_state_of(c.row->state),
		.revision = c.row->revision,
		.issued = zone_day(c.row->issued),
		.changed = c.row->changed ? zone_day(*c.row->changed) : DAY_NONE,
		.is_erased = !c.row->owner || !c.row->body.p,
	};
	if (!seen.is_erased)
		TRY(or_erased(fill(app, &c, &seen), &seen));
	*ret = seen;
	return NULL;
}
