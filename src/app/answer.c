#include "app/answer.h"

#include "base/arena.h"
#include "base/buf.h"
#include "codec/input.h"
#include "codec/json.h"
#include "crypto/vault.h"

#include <string.h>

#define CHOSEN_LENGTH 256 /* bytes at which what can be chosen is sealed, or a multiple */

static bool can_be_chosen(const struct content_question *question)
{
	return question->kind == CONTENT_CHOICE || question->kind == CONTENT_SEVERAL ||
	       question->kind == CONTENT_SCALE;
}

/* --- looking at it --- */

static struct str joined(struct arena *a, const struct str *lines, size_t count)
{
	struct buf out;
	buf_init(&out, a, 256, SIZE_MAX);
	for (size_t i = 0; i < count; i++) {
		if (i)
			buf_putc(&out, '\n');
		buf_put(&out, lines[i]);
	}
	return buf_str(&out);
}

static size_t find_option(const struct content_question *question, struct str id)
{
	size_t at = 0;
	while (at < question->option_count && !str_eq(question->options[at].id, id))
		at++;
	return at;
}

/* By option, which ids are among the lines. */
static const bool *chosen_of(
	struct arena *a, const struct content_question *question, struct str stored)
{
	bool *chosen = arena_array(a, bool, question->option_count + 1);
	while (stored.len)
		chosen[find_option(question, str_cut(&stored, '\n'))] = true;
	return chosen;
}

static void look_at_options(
	struct arena *a, const struct content_question *question, struct answer *io)
{
	struct str *lines = arena_array(a, struct str, question->option_count);
	for (size_t i = 0; i < question->option_count; i++)
		if (io->chosen[i])
			lines[io->line_count++] = question->options[i].text;
	io->lines = lines;
	io->words = joined(a, lines, io->line_count);
}

static void look_at_lines(struct arena *a, struct str stored, struct answer *io)
{
	size_t count = 0;
	for (size_t i = 0; i < stored.len; i++)
		count += stored.p[i] == '\n';
	struct str *lines = arena_array(a, struct str, count + 1);
	io->words = stored;
	while (stored.len)
		lines[io->line_count++] = str_cut(&stored, '\n');
	io->lines = lines;
}

static void look_at_step(struct arena *a, const struct content_question *question,
	struct str stored, struct answer *io)
{
	int64_t step;
	if (!str_to_int(stored, &step) || step < 1 || step > question->steps)
		return;
	io->step = (int)step;
	io->words = str_fmt(a, "%d / %d", io->step, question->steps);
}

struct answer answer_of(struct arena *a, const struct content_question *question, struct str stored)
{
	struct answer found = {.words = stored};
	if (can_be_chosen(question) || question->kind == CONTENT_PHOTO)
		found.words = STR_NONE;
	if (question->kind == CONTENT_LIST)
		look_at_lines(a, stored, &found);
	if (question->kind == CONTENT_SCALE)
		look_at_step(a, question, stored, &found);
	if (question->kind == CONTENT_PHOTO) {
		found.has_file = public_id_parse(str_cut(&stored, '\n'), &found.file);
		found.words = stored;
	}
	if (question->kind == CONTENT_CHOICE || question->kind == CONTENT_SEVERAL) {
		found.chosen = chosen_of(a, question, stored);
		look_at_options(a, question, &found);
	}
	return found;
}

bool answer_counts(const struct content_question *question, struct str stored)
{
	size_t characters = 0;
	if (question->kind == CONTENT_PHOTO || can_be_chosen(question))
		return stored.len > 0;
	if (question->kind == CONTENT_TEXT)
		return utf8_count(str_trim(stored)) >= (size_t)question->least;
	while (stored.len)
		characters += utf8_count(str_cut(&stored, '\n'));
	return characters >= (size_t)question->least;
}

/* --- what was sent --- */

struct written {
	struct str answer;
};
static const struct input_field written_fields[] = {
	INPUT_TEXT(struct written, answer, .label = N_("Your answer"), .max = ANSWER_MOST),
	{0},
};
static const struct input_form written_form = INPUT_FORM(struct written, written_fields);

struct listed {
	struct input_lines answer;
};
static const struct input_field listed_fields[] = {
	INPUT_LINES(struct listed, answer, .label = N_("Your answer"), .max = ANSWER_LINE_MOST),
	{0},
};
static const struct input_form listed_form = INPUT_FORM(struct listed, listed_fields);

static struct str field_of(const struct content_question *question)
{
	return can_be_chosen(question) ? STR("option") : STR("answer");
}

/* The ids that are options, in the order of the content. */
static struct str stored_options(
	struct arena *a, const struct content_question *question, const bool *chosen)
{
	struct str ids[CONTENT_OPTIONS_MOST];
	size_t count = 0;
	for (size_t i = 0; i < question->option_count; i++)
		if (chosen[i])
			ids[count++] = question->options[i].id;
	return joined(a, ids, count);
}

static struct str all_of(struct arena *a, const struct form *form, struct str name)
{
	struct buf out;
	buf_init(&out, a, 256, SIZE_MAX);
	form_each(field, form) if (str_eq(field->name, name) && field->value.len)
	{
		if (out.len)
			buf_putc(&out, '\n');
		buf_put(&out, field->value);
	}
	return buf_str(&out);
}

struct str answer_sent(
	struct arena *a, const struct content_question *question, const struct form *form)
{
	struct str all = all_of(a, form, field_of(question));
	if (question->kind == CONTENT_CHOICE || question->kind == CONTENT_SEVERAL)
		return stored_options(a, question, chosen_of(a, question, all));
	return all;
}

static err_t read_text(struct arena *a, const struct form *form, struct str *ret_stored)
{
	struct written in;
	TRY(input_from_form(a, &written_form, form, &in));
	*ret_stored = in.answer;
	return NULL;
}

static err_t read_list(struct arena *a, const struct content_question *question,
	const struct form *form, struct str *ret_stored)
{
	struct listed in;
	TRY(input_from_form(a, &listed_form, form, &in));
	if (in.answer.len > (size_t)question->most)
		return err_number(err_field("answer", NN_("At most {n} line fits here.",
							      "At most {n} lines fit here.")),
			question->most);
	*ret_stored = joined(a, in.answer.at, in.answer.len);
	return NULL;
}

static err_t read_options(struct arena *a, const struct content_question *question,
	const struct form *form, struct str *ret_stored)
{
	struct str all = all_of(a, form, STR("option"));
	const bool *chosen = chosen_of(a, question, all);
	int count = 0;
	for (size_t i = 0; i < question->option_count; i++)
		count += chosen[i];
	if (chosen[question->option_count])
		return err_field("option", N_("Choose from what stands here."));
	if (count > question->most)
		return err_number(err_field("option", N_("Choose at most {n}.")), question->most);
	*ret_stored = stored_options(a, question, chosen);
	return NULL;
}

static err_t read_step(struct arena *a, const struct content_question *question,
	const struct form *form, struct str *ret_stored)
{
	struct str all = all_of(a, form, STR("option"));
	struct answer found = {0};
	look_at_step(a, question, all, &found);
	if (all.len && !found.step)
		return err_field("option", N_("Choose from what stands here."));
	*ret_stored = found.step ? str_fmt(a, "%d", found.step) : STR("");
	return NULL;
}

err_t answer_read(struct arena *a, const struct content_question *question, const struct form *form,
	struct str *ret_stored)
{
	struct str name = field_of(question);
	if (!form_next(form, name, NULL))
		return err_field(can_be_chosen(question) ? "option" : "answer",
			N_("Your answer did not arrive. Please send it again."));
	if (question->kind == CONTENT_TEXT)
		return read_text(a, form, ret_stored);
	if (question->kind == CONTENT_LIST)
		return read_list(a, question, form, ret_stored);
	if (question->kind == CONTENT_SCALE)
		return read_step(a, question, form, ret_stored);
	if (question->kind == CONTENT_PHOTO)
		return err_field("picture", N_("Choose a picture."));
	return read_options(a, question, form, ret_stored);
}

/* --- from elsewhere --- */

static struct str strings_of(struct arena *a, const struct json *list)
{
	struct str *lines;
	if (!list || list->type != JSON_ARRAY)
		return STR_NONE;
	lines = arena_array(a, struct str, list->len);
	for (size_t i = 0; i < list->len; i++)
		lines[i] = json_str(&list->items[i]);
	return joined(a, lines, list->len);
}

struct str answer_from_json(
	struct arena *a, const struct content_question *question, const struct json *source)
{
	int64_t step;
	switch (question->kind) {
	case CONTENT_LIST:
		return strings_of(a, json_get(source, STR("lines")));
	case CONTENT_SEVERAL:
		return stored_options(a, question,
			chosen_of(a, question, strings_of(a, json_get(source, STR("options")))));
	case CONTENT_CHOICE:
		return json_str(json_get(source, STR("option")));
	case CONTENT_SCALE:
		return json_int(json_get(source, STR("step")), &step) ? str_fmt(a, "%d", (int)step)
								      : STR_NONE;
	default:
		return json_str(json_get(source, STR("text")));
	}
}

struct str answer_of_file(struct arena *a, struct public_id file, struct str description)
{
	struct str id = public_id_print(a, file);
	return str_fmt(a, "%.*s\n%.*s", STR_ARG(id), STR_ARG(description));
}

/* --- keeping it --- */

static struct vault_place place_of(struct public_id owner, struct str question)
{
	return (struct vault_place){owner, "answer", question, "body"};
}

static struct str padded(struct arena *a, struct str stored)
{
	size_t length = (stored.len / CHOSEN_LENGTH + 1) * CHOSEN_LENGTH;
	char *bytes = arena_bytes(a, length);
	memset(bytes, '\n', length);
	if (stored.len)
		memcpy(bytes, stored.p, stored.len);
	return (struct str){bytes, length};
}

err_t answer_seal(const struct app *app, struct arena *a, struct public_id owner,
	const struct content_question *question, struct str stored, struct str *ret_sealed)
{
	struct vault_place place = place_of(owner, question->id);
	if (can_be_chosen(question))
		stored = padded(a, stored);
	return vault_seal(app->vault, a, &place, stored, ret_sealed);
}

err_t answer_open(const struct app *app, struct arena *a, struct public_id owner,
	const struct content_question *question, struct str sealed, struct str *ret_stored)
{
	struct vault_place place = place_of(owner, question->id);
	struct str stored;
	TRY(vault_open(app->vault, a, &place, sealed, &stored));
	*ret_stored = can_be_chosen(question) ? str_trim(stored) : stored;
	return NULL;
}
