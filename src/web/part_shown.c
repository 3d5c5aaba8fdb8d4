#include "web/part_shown.h"

#include "base/vec.h"
#include "codec/input.h"
#include "i18n/country.h"
#include "web/visit.h"

struct str part_path(const struct request *req)
{
	return str_fmt(req->arena, "/part/%.*s", STR_ARG(request_param(req, "key")));
}

static const struct {
	const char *id, *text;
} labels[] = {
	{"given_name", N_("Given name")},
	{"family_name", N_("Family name")},
	{"country", N_("Lives in")},
	{"mail", N_("Mail address")},
	{"born", N_("Birth date")},
	{"place", N_("Place where they live")},
	{"language", N_("Language of the certificate")},
	{"also", N_("The certificate also in")},
	{"host", N_("Organisation where they were")},
	{"starts", N_("First day, if another one")},
	{"ends", N_("Last day, if another one")},
};

static const char *label_of(struct str id)
{
	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++)
		if (str_is(id, labels[i].id))
			return labels[i].text;
	return NULL;
}

static void fill_about(const struct request *req, struct str ids, struct part_event *io)
{
	VEC(struct part_field) about = {0};
	while (ids.len) {
		const char *text = label_of(str_cut(&ids, ' '));
		if (text)
			vec_push(req->arena, &about, (struct part_field){text});
	}
	io->about = about.at;
	io->about_len = about.len;
}

struct part_happened part_happened(
	const struct request *req, const struct participation_events *all)
{
	struct part_event *events = arena_array(req->arena, struct part_event, all->len);
	for (size_t i = 0; i < all->len; i++) {
		const struct participation_event *it = &all->at[i];
		events[i] = (struct part_event){.who = it->who,
			.is_of_organiser = it->is_of_organiser,
			.what = it->what,
			.at = it->at};
		fill_about(req, it->about, &events[i]);
	}
	return (struct part_happened){events, all->len};
}

static struct str day_text(const struct request *req, day d)
{
	return d == DAY_NONE ? STR_NONE : day_print(req->arena, d);
}

struct str country_shown(const struct request *req, struct str code)
{
	const struct country *country =
		country_find(visit_of(req)->app->countries, req->arena, code);
	return country ? country_name(country, visit_of(req)->lang) : code;
}

struct part_differs part_differs(const struct request *req, const struct participant *now)
{
	const struct form *sent = &visit_of(req)->form;
	const struct {
		const char *name;
		struct str value, shown; /* as sent, and as read */
	} fields[] = {
		{"given_name", now->given_name, now->given_name},
		{"family_name", now->family_name, now->family_name},
		{"country", now->country, country_shown(req, now->country)},
		{"mail", now->mail, now->mail},
		{"born", day_text(req, now->born), day_text(req, now->born)},
		{"place", now->place, now->place},
		{"language", now->language, now->language},
		{"host", now->host, now->host},
		{"starts", day_text(req, now->starts), day_text(req, now->starts)},
		{"ends", day_text(req, now->ends), day_text(req, now->ends)},
	};
	struct part_differs all = {0};
	struct part_difference *differ =
		arena_array(req->arena, struct part_difference, sizeof(fields) / sizeof(*fields));
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		struct str name = str_of(fields[i].name);
		if (form_next(sent, name, NULL) &&
			!str_eq(str_trim(form_get(sent, name)), fields[i].value))
			differ[all.fields_len++] =
				(struct part_difference){label_of(name), fields[i].shown};
	}
	all.fields = differ;
	return all;
}

struct part_legend part_legend(const struct request *req, enum participant_state now)
{
	struct part_state *states = arena_array(req->arena, struct part_state, PARTICIPANT_STATES);
	for (enum participant_state s = 0; s < PARTICIPANT_STATES; s++) {
		const struct participant_state_about *about = participant_state_about(s);
		states[s] = (struct part_state){about->text, about->means, s == now};
	}
	return (struct part_legend){states, PARTICIPANT_STATES};
}
