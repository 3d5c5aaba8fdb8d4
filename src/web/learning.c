/* What somebody learned, as they write it themselves. */
#include "web/learned.h"

#include "codec/input.h"
#include "codec/url.h"
#include "web/autosave.h"
#include "web/part_shown.h"
#include "web/routes.h"

static struct learning_talk own_talk(const struct request *req, const struct learning *l,
	struct str area, enum project_moment moment)
{
	struct learning_talk talk = learning_talk(req, l, area, moment, false);
	talk.action =
		str_fmt(req->arena, "%.*s/say", STR_ARG(learning_text_path(req, area, moment)));
	return talk;
}

/* --- all of it --- */

static struct learning_column column_of(const struct request *req, const struct learning *l,
	const struct learning_area *from, enum project_moment moment)
{
	const struct learning_text *text = &from->texts[moment];
	struct learning_column column = {
		.moment = learning_moment_text(moment),
		.text = text->text,
		.is_blank = text->text.len && !text->counts,
		.is_damaged = text->is_damaged,
		.talk = own_talk(req, l, from->area->id, moment),
	};
	column.has_talk = column.talk.said_len;
	if (!l->submitted)
		column.path = learning_text_path(req, from->area->id, moment);
	return column;
}

/* A text of another framework; it can be moved while nothing keeps it as it is. */
static struct learning_column former_column(const struct request *req, const struct learning *l,
	const struct learning_area *from, enum project_moment moment)
{
	const struct learning_text *text = &from->texts[moment];
	struct learning_column column = {
		.moment = learning_moment_text(moment),
		.text = text->text,
		.is_damaged = text->is_damaged,
		.talk = learning_talk(req, l, from->area->id, moment, false),
	};
	column.has_talk = column.talk.said_len;
	if (!l->submitted && !l->is_locked && text->text.len)
		column.move = learning_former_path(req, from->area->id, moment);
	return column;
}

static void fill_former(
	const struct request *req, const struct learning *l, struct learning_view *io)
{
	struct learning_card *cards = arena_array(req->arena, struct learning_card, l->former_len);
	for (size_t i = 0; i < l->former_len; i++) {
		const struct learning_area *from = &l->former[i];
		struct learning_column *columns =
			arena_array(req->arena, struct learning_column, PROJECT_MOMENTS);
		cards[i] = (struct learning_card){.title = from->area->title, .columns = columns};
		for (enum project_moment m = 0; m < PROJECT_MOMENTS; m++)
			if (from->texts[m].version)
				columns[cards[i].columns_len++] = former_column(req, l, from, m);
	}
	io->former = cards;
	io->former_len = l->former_len;
}

static bool is_begun(const struct learning_area *area)
{
	for (enum project_moment m = 0; m < PROJECT_MOMENTS; m++)
		if (area->texts[m].text.len || area->texts[m].is_damaged)
			return true;
	return false;
}

static void fill_areas(
	const struct request *req, const struct learning *l, struct learning_view *io)
{
	struct learning_card *begun = arena_array(req->arena, struct learning_card, l->len);
	struct learning_choice *others = arena_array(req->arena, struct learning_choice, l->len);
	for (size_t i = 0; i < l->len; i++) {
		const struct project_area *area = l->areas[i].area;
		if (!is_begun(&l->areas[i])) {
			others[io->others_len++] =
				(struct learning_choice){learning_text_path(req, area->id, l->now),
					area->title, area->about};
			continue;
		}
		struct learning_column *columns =
			arena_array(req->arena, struct learning_column, PROJECT_MOMENTS);
		for (enum project_moment m = 0; m < PROJECT_MOMENTS; m++)
			columns[m] = column_of(req, l, &l->areas[i], m);
		begun[io->begun_len++] = (struct learning_card){.title = area->title,
			.goals = l->areas[i].goals,
			.goals_lang = l->areas[i].goals_lang,
			.columns = columns,
			.columns_len = PROJECT_MOMENTS};
		struct learning_card *card = &begun[io->begun_len - 1];
		card->evidence = learning_evidence_of(req, l, area->id, &card->evidence_len);
	}
	io->begun = begun;
	io->others = others;
}

static err_t overview_show(struct request *req, struct response *res)
{
	struct learning l;
	err_t e = learning_open_own(req, &l);
	if (e && e->code == ERR_FORBIDDEN) {
		err_free(e);
		return learning_closed_page(req, res, NULL);
	}
	TRY(e);
	struct str base = learning_base(req);
	struct learning_view view = {
		.own = part_path(req),
		.base = base,
		.title = l.title,
		.state = {base, l.submitted, l.accepted, l.submitted, l.accepted, l.has_suggestion,
			l.is_locked},
		.goals = l.goals,
		.goals_lang = l.goals_lang,
		.can_submit = !l.submitted && learning_says_something(&l),
		.was_saved = str_eq(req->query, STR("saved")),
		.was_taken_back = str_eq(req->query, STR("back")),
		.was_moved = str_eq(req->query, STR("moved")),
		.partner = l.about.partner,
		.relation = l.about.relation,
		.evidence = (int64_t)l.evidence.len,
		.referees = (int64_t)l.referees.len,
	};
	fill_areas(req, &l, &view);
	fill_former(req, &l, &view);
	return PAGE_SHOW(req, res, view_learning, &view);
}

/* --- writing --- */

/* What was sent and not saved, shown again; all zero when the page shows what is stored. */
struct unsaved {
	bool is_typed;
	struct str text;
	int64_t version;
	struct str error;
	const struct learning_saved *conflict;
	const struct err *comment; /* what is wrong with one */
};

static err_t place_of(const struct request *req, struct learning_place *ret)
{
	enum project_moment moment = project_moment_parse(request_param(req, "moment"));
	if (moment == PROJECT_MOMENTS)
		return err_log(ERR_NOT_FOUND, "no such moment");
	*ret = (struct learning_place){request_param(req, "area"), moment};
	return NULL;
}

static void fill_steps(const struct request *req, const struct learning_area *area,
	enum project_moment moment, struct learning_write_view *io)
{
	struct learning_step *steps =
		arena_array(req->arena, struct learning_step, PROJECT_MOMENTS);
	struct learning_column *beside =
		arena_array(req->arena, struct learning_column, PROJECT_MOMENTS);
	for (enum project_moment m = 0; m < PROJECT_MOMENTS; m++) {
		steps[m] = (struct learning_step){learning_text_path(req, area->area->id, m),
			learning_moment_text(m), (int)m + 1, area->texts[m].counts, m == moment};
		if (m != moment && area->texts[m].counts)
			beside[io->beside_len++] = (struct learning_column){
				.moment = learning_moment_text(m), .text = area->texts[m].text};
	}
	io->steps = steps;
	io->steps_len = PROJECT_MOMENTS;
	io->beside = beside;
}

static err_t fill_past(
	const struct request *req, const struct learning_place *at, struct learning_write_view *io)
{
	struct public_id who;
	struct learning_past past;
	TRY(key_of(req, &who));
	TRY(learning_past(visit_of(req)->app, req->arena, visit_participant(req), who, at->area,
		at->moment, &past));
	struct learning_earlier *lines = arena_array(req->arena, struct learning_earlier, past.len);
	for (size_t i = 0; i < past.len; i++)
		if (past.at[i].text.len)
			lines[io->past_len++] =
				(struct learning_earlier){past.at[i].text, past.at[i].changed};
	io->past = lines;
	return NULL;
}

static void fill_text(const struct learning_text *text, const struct unsaved *again,
	struct learning_write_view *io)
{
	io->answer = text->text;
	io->version = text->version;
	io->counts = text->counts;
	io->is_blank = text->text.len && !text->counts;
	io->is_damaged = text->is_damaged;
	io->is_saved = text->version > 0;
	io->saved_at = text->changed;
	io->error = again->error;
	if (again->is_typed) {
		io->answer = again->text;
		io->version = again->version;
		io->is_saved = io->is_locked = false;
	}
	if (again->conflict) {
		io->is_conflict = true;
		io->version = again->conflict->version;
		io->other = again->conflict->other;
	}
}

/* Where whoever writes comes in again, when the session has ended. */
static struct str ended_path(const struct request *req, struct str path)
{
	struct buf back;
	if (visit_participant(req)->participant.n)
		return STR("/part");
	buf_init(&back, req->arena, 128, 1024);
	buf_lit(&back, "/sign-in?back=");
	url_put(&back, path);
	return buf_str(&back);
}

static err_t write_page(struct request *req, struct response *res, const struct unsaved *again)
{
	struct learning_place at;
	struct learning l;
	TRY(place_of(req, &at));
	TRY(learning_open_own(req, &l));
	const struct learning_area *area = learning_area_find(&l, at.area);
	if (!area)
		return err_log(ERR_NOT_FOUND, "no such area");
	struct str path = learning_text_path(req, at.area, at.moment);
	struct learning_write_view view = {
		.base = learning_base(req),
		.action = path,
		.title = area->area->title,
		.about = area->area->about,
		.prompt = area->area->prompts[at.moment],
		.example = area->area->example,
		.goals = area->goals,
		.goals_lang = area->goals_lang,
		.moment = learning_moment_text(at.moment),
		.is_locked = l.submitted,
		.ended = ended_path(req, path),
		.owner = public_id_print(req->arena, visit_participant(req)->public),
		.talk = own_talk(req, &l, at.area, at.moment),
	};
	view.has_talk = view.talk.said_len;
	view.evidence = learning_evidence_of(req, &l, at.area, &view.evidence_len);
	if (!l.submitted)
		view.add = str_fmt(req->arena, "%.*s/evidence?area=%.*s", STR_ARG(view.base),
			STR_ARG(at.area));
	if (again->comment)
		view.talk.answer = page_field(req, "answer", again->comment);
	if (at.moment == PROJECT_START) {
		view.all_goals = l.goals;
		view.all_goals_lang = l.goals_lang;
	}
	fill_text(&area->texts[at.moment], again, &view);
	fill_steps(req, area, at.moment, &view);
	TRY(fill_past(req, &at, &view));
	return PAGE_SHOW(req, res, view_learning_write, &view);
}

static err_t write_show(struct request *req, struct response *res)
{
	return write_page(req, res, &(struct unsaved){0});
}

static err_t save(struct request *req, struct learning_saved *ret)
{
	const struct visit *v = visit_of(req);
	struct learning_place at;
	struct public_id who;
	struct learning_in in = {.text = form_get(&v->form, STR("answer"))};
	TRY(place_of(req, &at));
	TRY(key_of(req, &who));
	TRY(autosave_version(&v->form, &in.version));
	in.area = at.area;
	in.moment = at.moment;
	in.replaces = str_is(form_get(&v->form, STR("go")), "replace");
	return learning_save(v->app, req->arena, visit_participant(req), who, &in, ret);
}

static err_t post_by_script(struct request *req, struct response *res)
{
	struct learning_saved saved;
	err_t e = save(req, &saved);
	if (e && e->code == ERR_INVALID)
		return autosave_refused(req, res, e);
	TRY(e);
	if (saved.conflict)
		return autosave_other(req, res, saved.version, saved.other);
	return autosave_saved(req, res, saved.version, saved.at, saved.counts);
}

static err_t post_by_form(struct request *req, struct response *res)
{
	const struct form *sent = &visit_of(req)->form;
	struct unsaved again = {.is_typed = true, .text = form_get(sent, STR("answer"))};
	struct learning_saved saved;
	err_t e = save(req, &saved);
	if (e && page_can_mend(e)) {
		if (!str_to_int(form_get(sent, STR("version")), &again.version))
			again.version = 0;
		again.error = page_error_text(req, e);
		page_refuse(req, res, e);
		return write_page(req, res, &again);
	}
	TRY(e);
	if (saved.conflict) {
		again.conflict = &saved;
		res->status = err_kind(ERR_CONFLICT)->http_status;
		return write_page(req, res, &again);
	}
	return response_redirect(
		res, str_fmt(req->arena, "%.*s?saved", STR_ARG(learning_base(req))));
}

static err_t write_post(struct request *req, struct response *res)
{
	return visit_wants_json(req) ? post_by_script(req, res) : post_by_form(req, res);
}

static err_t say_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct learning_place at;
	struct public_id who;
	TRY(place_of(req, &at));
	TRY(key_of(req, &who));
	err_t e = learning_reply(v->app, req->arena, visit_participant(req), who, &at,
		form_get(&v->form, STR("answer")));
	if (e && page_can_mend(e)) {
		err_t failed = write_page(req, res, &(struct unsaved){.comment = e});
		page_refuse(req, res, e);
		return failed;
	}
	TRY(e);
	return response_redirect(res, learning_text_path(req, at.area, at.moment));
}

/* --- besides the areas --- */

static const struct input_field about_fields[] = {
	INPUT_LINE(struct learning_about, partner, .max = LEARNING_NAME_MOST),
	INPUT_LINE(struct learning_about, relation, .max = LEARNING_NAME_MOST),
	{0},
};
static const struct input_form about_form = INPUT_FORM(struct learning_about, about_fields);

static err_t about_page(
	struct request *req, struct response *res, const struct learning_about *now, err_t e)
{
	struct learning_about_view view = {
		.base = learning_base(req),
		.owner = public_id_print(req->arena, visit_participant(req)->public),
		.partner = page_field(req, "partner", e),
		.relation = page_field(req, "relation", e),
		.problem = page_problem(req, e),
	};
	if (now) {
		view.partner.value = now->partner;
		view.relation.value = now->relation;
	}
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_learning_about, &view);
}

static err_t about_show(struct request *req, struct response *res)
{
	struct learning l;
	TRY(learning_open_own(req, &l));
	return about_page(req, res, &l.about, NULL);
}

static err_t about_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id who;
	struct learning_about in;
	TRY(key_of(req, &who));
	err_t e = input_from_form(req->arena, &about_form, &v->form, &in);
	if (!e)
		e = learning_set_about(v->app, req->arena, visit_participant(req), who, &in);
	if (e && page_can_mend(e))
		return about_page(req, res, NULL, e);
	TRY(e);
	return response_redirect(
		res, str_fmt(req->arena, "%.*s?saved", STR_ARG(learning_base(req))));
}

/* --- handing in --- */

static err_t submit_page(struct request *req, struct response *res, err_t e)
{
	struct learning l;
	TRY(learning_open_own(req, &l));
	struct learning_submit_view view = {
		.base = learning_base(req),
		.title = l.title,
		.part = learning_part(req, &l),
		.revision = l.revision,
		.is_empty = !learning_says_something(&l),
		.problem = page_problem(req, e),
	};
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_learning_submit, &view);
}

static err_t submit_show(struct request *req, struct response *res)
{
	return submit_page(req, res, NULL);
}

static err_t submit_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id who;
	int64_t revision = 0;
	TRY(key_of(req, &who));
	if (!str_to_int(form_get(&v->form, STR("revision")), &revision))
		revision = 0;
	err_t e = learning_submit(v->app, req->arena, visit_participant(req), who, revision);
	if (e && e->code == ERR_CONFLICT)
		return submit_page(req, res, e);
	TRY(e);
	return response_redirect(res, learning_base(req));
}

static err_t back_post(struct request *req, struct response *res)
{
	struct public_id who;
	TRY(key_of(req, &who));
	TRY(learning_take_back(visit_of(req)->app, req->arena, visit_participant(req), who));
	return response_redirect(
		res, str_fmt(req->arena, "%.*s?back", STR_ARG(learning_base(req))));
}

static err_t anew_post(struct request *req, struct response *res)
{
	struct public_id who;
	TRY(key_of(req, &who));
	TRY(learning_begin_anew(visit_of(req)->app, req->arena, visit_participant(req), who));
	return response_redirect(res, learning_base(req));
}

#define AT "/part/{key}/learning"

const struct route learning_routes[] = {
	{GET, AT, overview_show, OF_PARTICIPANT},
	{GET, AT "/areas/{area}/{moment}", write_show, OF_PARTICIPANT},
	{POST, AT "/areas/{area}/{moment}", write_post, OF_PARTICIPANT, .max_body = LEARNING_BODY},
	{POST, AT "/areas/{area}/{moment}/say", say_post, OF_PARTICIPANT,
		.max_body = LEARNING_BODY},
	{GET, AT "/about", about_show, OF_PARTICIPANT},
	{POST, AT "/about", about_post, OF_PARTICIPANT, .max_body = LEARNING_BODY},
	{GET, AT "/submit", submit_show, OF_PARTICIPANT},
	{POST, AT "/submit", submit_post, OF_PARTICIPANT, .max_body = LEARNING_BODY},
	{POST, AT "/back", back_post, OF_PARTICIPANT, .max_body = LEARNING_BODY},
	{POST, AT "/anew", anew_post, OF_PARTICIPANT, .max_body = LEARNING_BODY},
	{0},
};
