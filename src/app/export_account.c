/* Parts of an export about the account. */
#include "app/age.h"
#include "app/audit.h"
#include "app/export_inside.h"
#include "app/notice_choice.h"
#include "codec/image.h"
#include "codec/input.h"
#include "db/content.h"
#include "i18n/lang.h"

struct gathering {
	const struct export_making *m;
	struct export_person_row person;
	struct export_address_list addresses;
	struct export_session_list sessions;
	struct export_membership_list memberships;
	struct export_invitation_list invitations;
	struct export_card_list cards;
	struct export_brought_list brought;
};

static err_t read_account(struct tx *tx, void *ctx)
{
	struct gathering *g = ctx;
	struct row_id person = g->m->actor.person;
	TRY(part_require(tx, g->m));
	TRY(export_person(tx, g->m->arena, person, &g->person));
	TRY(export_addresses(tx, g->m->arena, person, &g->addresses));
	TRY(export_sessions(tx, g->m->arena, person, &g->sessions));
	TRY(export_memberships(tx, g->m->arena, person, &g->memberships));
	TRY(export_invitations(tx, g->m->arena, person, &g->invitations));
	TRY(export_cards(tx, g->m->arena, person, &g->cards));
	return export_brought_in(tx, g->m->arena, person, &g->brought);
}

static err_t gather(const struct export_making *m, struct gathering *ret)
{
	*ret = (struct gathering){.m = m};
	return db_read(m->app->db, read_account, ret);
}

err_t part_account(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	struct age age = {.born = DAY_NONE};
	bool damaged = false;
	TRY(gather(m, &g));
	TRY(part_spare(age_of(m->app, m->arena, &m->actor, &age), &damaged));
	struct json *o = part_item(m, io_items);
	part_text(m, o, "name", g.person.name);
	if (g.person.full_name.p)
		part_text(m, o, "full_name", g.person.full_name);
	part_text(m, o, "language", g.person.language);
	if (damaged)
		part_truth(m, o, "damaged", true);
	part_known_day(m, o, "born", age.born);
	part_truth(m, o, "large_letters", g.person.large_type);
	part_truth(m, o, "asks_no_parent", g.person.asks_no_parent);
	if (g.person.photo)
		part_text(m, o, "photo",
			export_file_path(m->arena, *g.person.photo, STR(IMAGE_TYPE)));
	part_time(m, o, "made", &g.person.made);
	part_time(m, o, "last_signed_in", g.person.last_in);
	part_time(m, o, "last_warned", g.person.warned);
	part_time(m, o, "password_changed", g.person.password_changed);
	part_time(m, o, "second_factor_since", g.person.factor_since);
	return NULL;
}

static const struct part_column address_columns[] = {
	PART_COLUMN(TEXT, struct export_address, mail, "mail"),
	PART_COLUMN(TIME, struct export_address, confirmed, "confirmed"),
	PART_COLUMN(DAY_IF, struct export_address, last_day, "last_day"),
	PART_COLUMN(TEXT, struct export_address, organisation, "organisation"),
	{0},
};

err_t part_addresses(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather(m, &g));
	part_rows(m, address_columns, &PART_ROWS(g.addresses), io_items);
	return NULL;
}

err_t part_notices(const struct export_making *m, struct json *io_items)
{
	struct notice_choices choices;
	TRY(notice_choices(m->app, m->arena, &m->actor, &choices));
	for (enum notice_kind kind = NOTICE_OF_NOTHING + 1; kind < NOTICE_KINDS; kind++) {
		const struct notice_kind_about *about = notice_kind_about(kind);
		if (about->why)
			continue;
		struct json *o = part_item(m, io_items);
		part_text(m, o, "kind", str_of(about->id));
		part_text(m, o, "text", lang_text(m->lang, about->name));
		part_text(m, o, "how", str_of(notice_how_id(choices.how[kind])));
	}
	return NULL;
}

err_t part_sessions(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather(m, &g));
	for (size_t i = 0; i < g.sessions.len; i++) {
		const struct export_session *row = &g.sessions.at[i];
		struct json *o = part_item(m, io_items);
		part_time(m, o, "began", &row->started);
		part_time(m, o, "proved", row->proved ? &row->proved : NULL);
		part_time(m, o, "last_seen", &row->seen);
		part_text(m, o, "browser", row->browser);
		part_text(m, o, "system", row->system);
	}
	return NULL;
}

static const struct part_column membership_columns[] = {
	PART_COLUMN(TEXT, struct export_membership, organisation, "organisation"),
	PART_COLUMN(TEXT, struct export_membership, role, "role"),
	PART_COLUMN(TIME, struct export_membership, starts, "began"),
	PART_COLUMN(TIME_IF, struct export_membership, ends, "ends"),
	PART_COLUMN(TIME_IF, struct export_membership, ended, "ended"),
	{0},
};

err_t part_memberships(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather(m, &g));
	part_rows(m, membership_columns, &PART_ROWS(g.memberships), io_items);
	return NULL;
}

static const struct part_column invitation_columns[] = {
	PART_COLUMN(TEXT, struct export_invitation, organisation, "organisation"),
	PART_COLUMN(TEXT, struct export_invitation, role, "role"),
	PART_COLUMN(TEXT, struct export_invitation, name, "name"),
	PART_COLUMN(TEXT, struct export_invitation, mail, "mail"),
	PART_COLUMN(TIME, struct export_invitation, made, "made"),
	PART_COLUMN(TIME, struct export_invitation, ends, "ends"),
	{0},
};

err_t part_invitations(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather(m, &g));
	part_rows(m, invitation_columns, &PART_ROWS(g.invitations), io_items);
	return NULL;
}

static const struct part_column card_columns[] = {
	PART_COLUMN(TEXT, struct export_card, organisation, "organisation"),
	PART_COLUMN(TEXT, struct export_card, sign_in, "sign_in"),
	PART_COLUMN(TIME, struct export_card, made, "made"),
	PART_COLUMN(TIME_IF, struct export_card, replaced, "replaced"),
	PART_COLUMN(TIME_IF, struct export_card, anew, "began_anew"),
	{0},
};

err_t part_cards(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather(m, &g));
	part_rows(m, card_columns, &PART_ROWS(g.cards), io_items);
	return NULL;
}

err_t part_brought_in(const struct export_making *m, struct json *io_items)
{
	struct gathering g;
	TRY(gather(m, &g));
	for (size_t i = 0; i < g.brought.len; i++) {
		const struct export_brought *row = &g.brought.at[i];
		struct json *o = part_item(m, io_items), parts = json_array();
		struct str rest = row->parts;
		while (rest.len)
			json_push(m->arena, &parts, json_of_str(str_cut(&rest, ' ')));
		part_time(m, o, "at", &row->at);
		part_time(m, o, "made", &row->made);
		json_set(m->arena, o, STR("parts"), parts);
	}
	return NULL;
}

err_t part_log(const struct export_making *m, struct json *io_items)
{
	struct audit_page page = {.has_older = true};
	for (int64_t number = 1; page.has_older && number <= AUDIT_PAGES_MOST; number++) {
		TRY(audit_read(m->app, m->arena, &m->actor, number, &page));
		for (size_t i = 0; i < page.count; i++) {
			const struct audit_line *line = &page.lines[i];
			struct json *o = part_item(m, io_items);
			part_time(m, o, "at", &line->at);
			part_text(m, o, "what", lang_text(m->lang, line->text));
			part_truth(m, o, "refused", line->refused);
			part_text(m, o, "browser", line->browser);
			part_text(m, o, "system", line->system);
		}
	}
	return NULL;
}
