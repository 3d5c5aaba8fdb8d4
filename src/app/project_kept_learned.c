/* Copying what was learned, what shows it and who confirmed it, into the account that has it. */
#include "app/learning_inside.h"
#include "app/project_keeping.h"
#include "app/project_type.h"
#include "i18n/lang.h"

static struct str area_title(const struct project_keeping *k, struct str id)
{
	const struct project_area *area =
		project_area_anywhere(k->app->project_types, lang_index(k->lang), k->type, id);
	return area ? area->title : id;
}

static err_t put_texts(const struct project_keeping *k, const struct learning_text_row_list *rows,
	bool is_past, struct json *io_list)
{
	for (size_t i = 0; i < rows->len; i++) {
		const struct learning_text_row *row = &rows->at[i];
		enum project_moment moment = project_moment_parse(row->moment);
		struct learning_text text = {0};
		if (moment == PROJECT_MOMENTS)
			continue;
		TRY(learning_open_text(k->app, k->arena, k->who, moment, row, &text));
		struct json *one = keeping_item(k, io_list);
		keeping_text(k, one, "area", area_title(k, row->area));
		keeping_text(k, one, "moment", row->moment);
		keeping_text(k, one, "text", text.text);
		keeping_int(k, one, "changed", row->changed);
		keeping_int(k, one, "past", is_past);
		keeping_int(k, one, "damaged", text.is_damaged);
	}
	return NULL;
}

static err_t put_comments(const struct project_keeping *k, struct json *io)
{
	struct json list = json_array();
	for (size_t i = 0; i < k->comments.len; i++) {
		const struct learning_comment_row *row = &k->comments.at[i];
		struct vault_place place =
			learning_comment_place(k->arena, k->who, row->public, row->author.n != 0);
		struct str text,
			nobody = lang_text(k->lang, N_("Somebody who is not here any more"));
		bool is_damaged;
		TRY(vault_open_one(k->app->vault, k->arena, &place, row->body, &text, &is_damaged));
		struct json *one = keeping_item(k, &list);
		keeping_text(k, one, "area", area_title(k, row->area));
		keeping_text(k, one, "moment", row->moment);
		if (row->author.n)
			keeping_text(k, one, "by", row->name.len ? row->name : nobody);
		keeping_text(k, one, "text", text);
		keeping_int(k, one, "made", row->made);
	}
	json_set(k->arena, io, STR("comments"), list);
	return NULL;
}

static err_t put_file(struct project_keeping *k, const struct evidence *it,
	const struct evidence_chunk_row_list *chunks, struct json *io)
{
	struct vault_place to =
		project_kept_file_place(k->arena, k->row->owner, k->who, k->files_len);
	struct file file = {0};
	TRY(keeping_spare(evidence_open_file(k->app, k->arena, k->who, it, chunks, &file)));
	if (!file.bytes.len || k->files_len == EVIDENCE_MOST)
		return NULL;
	TRY(vault_seal(k->app->vault, k->arena, &to, file.bytes, &k->files[k->files_len]));
	keeping_text(k, io, "type", it->type);
	keeping_int(k, io, "size", it->size);
	keeping_int(k, io, "file", k->files_len++);
	return NULL;
}

static err_t put_evidence(struct project_keeping *k, struct json *io)
{
	struct json list = json_array();
	struct evidence_list all;
	size_t len = 0;
	TRY(evidence_open_rows(k->app, k->arena, k->who, &k->evidence, &all));
	for (size_t i = 0; i < k->evidence.len; i++) {
		if (k->evidence.at[i].removed)
			continue;
		const struct evidence *it = &all.at[len++];
		if (it->is_damaged)
			continue;
		struct json *one = keeping_item(k, &list);
		keeping_text(k, one, "area", area_title(k, it->area));
		keeping_text(k, one, "title", it->title);
		keeping_text(k, one, "link", it->link);
		keeping_int(k, one, "made", it->made);
		if (it->size)
			TRY(put_file(k, it, &k->chunks[i], one));
	}
	json_set(k->arena, io, STR("evidence"), list);
	return NULL;
}

/* What they were shown. */
static struct json shown(const struct project_keeping *k, const struct referee *r)
{
	struct json list = json_array();
	for (size_t i = 0; i < r->texts_len; i++) {
		struct json *one = keeping_item(k, &list);
		keeping_text(k, one, "area", area_title(k, r->texts[i].area));
		keeping_text(k, one, "moment", str_of(project_moment_id(r->texts[i].moment)));
		keeping_text(k, one, "text", r->texts[i].text);
	}
	return list;
}

/* Who did not answer cannot any more. */
static err_t put_referees(const struct project_keeping *k, struct json *io)
{
	struct json list = json_array();
	struct referee_list all;
	const struct referee_now now = {&k->texts, k->type ? k->type->framework : NULL};
	TRY(referee_open_rows(k->app, k->arena, k->who, &k->referees, &now, &all));
	for (size_t i = 0; i < all.len; i++) {
		const struct referee *r = &all.at[i];
		if (r->is_damaged)
			continue;
		struct json *one = keeping_item(k, &list);
		keeping_text(k, one, "name", r->name);
		keeping_text(k, one, "function", r->function);
		keeping_text(k, one, "mail", r->mail);
		keeping_text(k, one, "words", r->words);
		keeping_text(k, one, "state",
			str_of(referee_state_id(r->answered ? r->state : REFEREE_ENDED)));
		keeping_int(k, one, "asked", r->asked);
		keeping_int(k, one, "answered", r->answered);
		keeping_int(k, one, "outdated", r->is_outdated);
		json_set(k->arena, one, STR("texts"), shown(k, r));
	}
	json_set(k->arena, io, STR("referees"), list);
	return NULL;
}

err_t keeping_learned(struct project_keeping *k, struct json *io)
{
	struct json texts = json_array();
	struct learning_about about = {0};
	if (learning_is_closed(k->learning))
		return NULL;
	TRY(put_texts(k, &k->texts, false, &texts));
	TRY(put_texts(k, &k->past, true, &texts));
	json_set(k->arena, io, STR("texts"), texts);
	TRY(put_comments(k, io));
	if (k->learning && k->learning->about.p)
		TRY(keeping_spare(
			learning_open_about(k->app, k->arena, k->who, k->learning->about, &about)));
	keeping_text(k, io, "partner", about.partner);
	keeping_text(k, io, "relation", about.relation);
	TRY(put_evidence(k, io));
	return put_referees(k, io);
}
