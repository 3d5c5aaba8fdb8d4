/* What an organisation's admin does: who works there, name and words. */
#include "app/organisation.h"
#include "app/invitation.h"
#include "base/vec.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "web/page.h"
#include "web/routes.h"

#include "view/organisation.h"

#define FORM_BODY (16 << 10)

static const struct input_field invite_fields[] = {
	INPUT_LINE(struct invitation_new, name, .label = N_("Name"), .required = true,
		.max = ACCOUNT_NAME_MOST),
	INPUT_MAIL(struct invitation_new, mail, .label = N_("Mail address"), .required = true),
	{0},
};
static const struct input_form invite_input = INPUT_FORM(struct invitation_new, invite_fields);

static const struct input_field words_fields[] = {
	INPUT_LINE(struct organisation_words, name, .label = N_("Name of the organisation"),
		.required = true, .max = ORGANISATION_NAME_MOST),
	{0},
};
static const struct input_form words_input = INPUT_FORM(struct organisation_words, words_fields);

static struct str path_of(const struct request *req)
{
	return membership_path(req->arena, visit_of(req)->role);
}

static struct row_id organisation_of(const struct request *req)
{
	return visit_of(req)->role->organisation;
}

/* What this organisation calls each role, in the reader's language. */
static err_t fill_labels(struct request *req, struct str ret_labels[ROLES])
{
	const struct visit *v = visit_of(req);
	struct organisation_words words;
	TRY(organisation_words(
		v->app, req->arena, &v->session.actor, organisation_of(req), &words));
	for (enum role role = ROLE_NONE + 1; role < ROLES; role++)
		ret_labels[role] = lang_text(v->lang, role_about(role)->label);
	for (size_t i = 0; i < ORGANISATION_ROLES; i++)
		if (words.word[i][lang_index(v->lang)].len)
			ret_labels[organisation_roles[i]] = words.word[i][lang_index(v->lang)];
	return NULL;
}

/* --- who works there --- */

static err_t organisation_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct organisation o;
	struct str labels[ROLES] = {0};
	VEC(struct member_line) members = {0};
	VEC(struct invited_line) invited = {0};
	TRY(organisation_open(v->app, req->arena, &v->session.actor, organisation_of(req), &o));
	TRY(fill_labels(req, labels));
	for (size_t i = 0; i < o.member_count; i++) {
		const struct organisation_member *m = &o.members[i];
		vec_push(req->arena, &members,
			(struct member_line){public_id_print(req->arena, m->membership), m->name,
				labels[m->role], zone_day(m->since), m->role == ROLE_MENTOR,
				m->ended});
	}
	for (size_t i = 0; i < o.invited_count; i++) {
		const struct organisation_invited *it = &o.invited[i];
		vec_push(req->arena, &invited,
			(struct invited_line){public_id_print(req->arena, it->invitation), it->name,
				it->mail, labels[it->role], zone_day(it->ends)});
	}
	struct organisation_view view = {path_of(req), v->role->organisation_name, members.at,
		members.len, invited.at, invited.len, str_eq(req->query, STR("invited"))};
	return PAGE_SHOW(req, res, view_organisation, &view);
}

static err_t member_end(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id key;
	TRY(key_of(req, &key));
	TRY(organisation_end_member(
		v->app, req->arena, &v->session.actor, organisation_of(req), key));
	return response_redirect(res, path_of(req));
}

static err_t member_resume(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id key;
	TRY(key_of(req, &key));
	TRY(organisation_resume_member(
		v->app, req->arena, &v->session.actor, organisation_of(req), key));
	return response_redirect(res, path_of(req));
}

/* --- inviting --- */

static err_t invite_form(struct request *req, struct response *res, err_t e)
{
	struct str labels[ROLES] = {0};
	struct invite_view view = {
		.path = path_of(req),
		.name = page_field(req, "name", e),
		.mail = page_field(req, "mail", e),
		.problem = page_problem(req, e),
	};
	page_refuse(req, res, e);
	TRY(fill_labels(req, labels));
	view.role = labels[ROLE_MENTOR];
	return PAGE_SHOW(req, res, view_invite, &view);
}

static err_t invite_show(struct request *req, struct response *res)
{
	return invite_form(req, res, NULL);
}

static err_t invite_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct str labels[ROLES] = {0};
	struct invitation_new in;
	err_t e = input_from_form(req->arena, &invite_input, &v->form, &in);
	if (e)
		return invite_form(req, res, e);
	in.organisation = organisation_of(req);
	in.organisation_name = v->role->organisation_name;
	in.role = ROLE_MENTOR;
	in.language = lang_tag(v->lang);
	TRY(fill_labels(req, labels));
	in.label = labels[ROLE_MENTOR];
	e = invitation_send(v->app, req->arena, &v->session.actor, &in);
	if (e && page_can_mend(e))
		return invite_form(req, res, e);
	TRY(e);
	return response_redirect(res, str_fmt(req->arena, "%.*s?invited", STR_ARG(path_of(req))));
}

static err_t invitation_withdraw_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id key;
	TRY(key_of(req, &key));
	TRY(invitation_withdraw(v->app, req->arena, &v->session.actor, organisation_of(req), key));
	return response_redirect(res, path_of(req));
}

/* --- name and words --- */

static struct str field_name(struct arena *a, size_t role, const struct lang *lang)
{
	return str_fmt(a, "word_%s_%.*s", role_about(organisation_roles[role])->id,
		STR_ARG(lang_tag(lang)));
}

static struct word_group group_of(
	const struct request *req, const struct organisation_words *words, size_t role)
{
	const struct visit *v = visit_of(req);
	const char *standard = role_about(organisation_roles[role])->label;
	size_t count = i18n_count(v->app->i18n);
	struct word_field *fields = arena_array(req->arena, struct word_field, count);
	for (size_t i = 0; i < count; i++) {
		const struct lang *lang = i18n_at(v->app->i18n, i);
		fields[i] = (struct word_field){field_name(req->arena, role, lang), lang_name(lang),
			lang_tag(lang), words->word[role][i], lang_text(lang, standard)};
	}
	return (struct word_group){lang_text(v->lang, standard), fields, count};
}

static err_t words_form(
	struct request *req, struct response *res, const struct organisation_words *words, err_t e)
{
	struct word_group groups[ORGANISATION_ROLES];
	struct words_view view = {
		.path = path_of(req),
		.name = page_field(req, "name", e),
		.groups = groups,
		.groups_len = ORGANISATION_ROLES,
		.problem = page_problem(req, e),
	};
	struct str about_word = page_field(req, "word", e).error;
	view.name.value = words->name;
	if (about_word.len)
		view.problem.text = about_word;
	for (size_t i = 0; i < ORGANISATION_ROLES; i++)
		groups[i] = group_of(req, words, i);
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_words, &view);
}

static err_t words_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct organisation_words words;
	TRY(organisation_words(
		v->app, req->arena, &v->session.actor, organisation_of(req), &words));
	return words_form(req, res, &words, NULL);
}

static void read_words(struct request *req, struct organisation_words *io)
{
	const struct visit *v = visit_of(req);
	size_t count = i18n_count(v->app->i18n);
	for (size_t r = 0; r < ORGANISATION_ROLES; r++) {
		io->word[r] = arena_array(req->arena, struct str, count);
		for (size_t i = 0; i < count; i++)
			io->word[r][i] = form_get(
				&v->form, field_name(req->arena, r, i18n_at(v->app->i18n, i)));
	}
}

static err_t words_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct organisation_words words = {0};
	err_t e = input_from_form(req->arena, &words_input, &v->form, &words);
	if (e)
		words.name = form_get(&v->form, STR("name"));
	read_words(req, &words);
	if (!e)
		e = organisation_set_words(
			v->app, req->arena, &v->session.actor, organisation_of(req), &words);
	if (e && page_can_mend(e))
		return words_form(req, res, &words, e);
	TRY(e);
	return response_redirect(res, path_of(req));
}

#define OF_ADMIN .need = NEED_PERSON, .role = ROLE_ORGANISATION_ADMIN

const struct route organisation_routes[] = {
	{GET, "/organisation/{organisation}", organisation_show, OF_ADMIN},
	{POST, "/organisation/{organisation}/members/{key}/end", member_end, OF_ADMIN,
		.max_body = FORM_BODY},
	{POST, "/organisation/{organisation}/members/{key}/resume", member_resume, OF_ADMIN,
		.max_body = FORM_BODY},
	{GET, "/organisation/{organisation}/invite", invite_show, OF_ADMIN},
	{POST, "/organisation/{organisation}/invite", invite_post, OF_ADMIN, .max_body = FORM_BODY},
	{POST, "/organisation/{organisation}/invitations/{key}/withdraw", invitation_withdraw_post,
		OF_ADMIN, .max_body = FORM_BODY},
	{GET, "/organisation/{organisation}/words", words_show, OF_ADMIN},
	{POST, "/organisation/{organisation}/words", words_post, OF_ADMIN, .max_body = FORM_BODY},
	{0},
};
