/* Bringing in what was chosen: everything is made and sealed first, then put down at once. */
#include "app/import_inside.h"

#include "app/answer.h"
#include "app/audit.h"
#include "app/file.h"
#include "app/leave_notice.h"
#include "app/passport.h"
#include "app/pick.h"
#include "codec/image.h"
#include "i18n/i18n.h"
#include "i18n/lang.h"

#define LEASE (5 * USEC_MINUTE)
#define CHUNKS_MOST 1000
#define SIDE 1600 /* pixels: as pictures that are sent to a question */

static const usec delays[] = {30 * USEC_SECOND, 5 * USEC_MINUTE, USEC_HOUR, 0};

struct picture {
	const struct zip_entry *entry; /* in the archive that is looked at */
	struct file_sealed *file;      /* NULL: it is no picture that we read */
};

struct new_answer {
	struct str question, body;
	bool answered;
	int64_t version;
	usec changed;
};
struct new_answers {
	struct new_answer *at;
	size_t len, cap;
};

struct new_dated {
	struct public_id public;
	struct str body;
	usec made;
	int64_t content;
};

struct bringing {
	const struct app *app;
	struct arena *arena;
	const struct job *job;
	struct actor actor;
	usec now;
	struct export_person_row person;
	struct str to;              /* an address; or empty */
	struct outbox_sealed *mail; /* NULL without one */
	bool came_in;
	struct import_row *row;
	struct import_chunk_row_list looks, chunks; /* of the pictures */
	struct import_copy copy;
	struct zip files; /* the pictures themselves */
	bool takes[IMPORT_PARTS];
	/* made and sealed: */
	struct picture *pictures;
	size_t pictures_len;
	int64_t files_size; /* with those that the person has */
	int64_t done;
	struct str picks[CONTENT_CHOICES_MOST], wording;
	struct new_answers answers, earlier;
	struct new_dated *dated;
	int64_t came, left_out;
};

static err_t read_copy(struct tx *tx, void *ctx)
{
	struct bringing *b = ctx;
	struct row_id person = {b->job->subject};
	TRY(access_keep_house(tx));
	TRY(import_get(tx, b->arena, person, &b->row));
	if (import_is_over(b->row, b->now) || !b->row->parts.p || b->row->ended) {
		b->row = NULL;
		return NULL;
	}
	TRY(export_person(tx, b->arena, person, &b->person));
	TRY(address_of(tx, b->arena, person, &b->to));
	TRY(file_total(tx, person, &b->files_size));
	TRY(import_chunks(tx, b->arena, person, 0, b->row->looks, &b->looks));
	return import_chunks(tx, b->arena, person, b->row->looks, CHUNKS_MOST, &b->chunks);
}

/* --- pictures --- */

static err_t put_step(struct tx *tx, void *ctx)
{
	const struct bringing *b = ctx;
	int64_t count;
	TRY(access_keep_house(tx));
	return import_step(
		tx, b->actor.person, b->row->sent, b->done, (int64_t)b->pictures_len + 1, &count);
}

static err_t step(struct bringing *b)
{
	TRY(job_renew(b->job));
	TRY(db_tx(b->app->db, put_step, b));
	b->done++;
	return NULL;
}

/* Made anew, so that nothing of the file comes in but what it shows. */
static err_t make_picture(struct bringing *b, struct picture *io)
{
	const struct zip_entry *entry = zip_find(&b->files, io->entry->name);
	struct str bytes, jpeg;
	if (!entry)
		return err_log(ERR_INTERNAL, "a picture of a copy is not kept");
	TRY(zip_unpack(b->arena, entry, &bytes));
	TRY(image_fit(b->arena, bytes, SIDE, &jpeg));
	if (b->files_size + (int64_t)jpeg.len > FILES_MOST || jpeg.len > FILE_MOST)
		return err_log(ERR_TOO_LARGE, "no room for this picture");
	b->files_size += (int64_t)jpeg.len;
	return file_seal(b->app, b->arena, b->actor.public, STR(IMAGE_TYPE), jpeg, &io->file);
}

static err_t make_pictures(struct bringing *b)
{
	struct import_pictures found;
	import_pictures(b->arena, &b->copy, b->takes, &found);
	b->pictures = arena_array(b->arena, struct picture, found.len);
	b->pictures_len = found.len;
	for (size_t i = 0; i < b->pictures_len; i++) {
		b->pictures[i].entry = found.at[i];
		TRY(step(b));
		err_t e = make_picture(b, &b->pictures[i]);
		if (e && e->code != ERR_INVALID && e->code != ERR_TOO_LARGE)
			return e;
		err_free(e);
	}
	return step(b);
}

static const struct file_sealed *file_of(const struct bringing *b, const struct zip_entry *entry)
{
	for (size_t i = 0; entry && i < b->pictures_len; i++)
		if (b->pictures[i].entry == entry)
			return b->pictures[i].file;
	return NULL;
}

/* --- answers --- */

/* As it will be stored; false when its picture is none. */
static bool stored_of(
	const struct bringing *b, const struct import_answer *answer, struct str *ret_stored)
{
	const struct file_sealed *file = file_of(b, answer->picture);
	if (answer->picture && !file)
		return false;
	*ret_stored = answer->stored.p ? answer->stored : STR("");
	if (file)
		*ret_stored = answer_of_file(b->arena, file_id(file), answer->stored);
	return true;
}

/* An answer whose picture is none comes in empty: what came before it keeps its place. */
static err_t make_answers(
	struct bringing *b, const struct import_answers *from, struct new_answers *to)
{
	for (size_t i = 0; i < from->len; i++) {
		const struct import_answer *it = &from->at[i];
		struct str stored = STR("");
		if (stored_of(b, it, &stored))
			b->came++;
		else
			b->left_out++;
		struct new_answer answer = {.question = it->question->id,
			.answered = answer_counts(it->question, stored),
			.version = it->version,
			.changed = it->changed};
		TRY(answer_seal(
			b->app, b->arena, b->actor.public, it->question, stored, &answer.body));
		vec_push(b->arena, to, answer);
	}
	return NULL;
}

static err_t make_dated(struct bringing *b, const struct import_dated *from, struct new_dated *to)
{
	struct passport_dated_new new = {.owner = b->actor.public,
		.public = public_id_new(b->app->random),
		.content = from->content,
		.route = from->route,
		.wording = from->wording};
	struct passport_answer *answers =
		arena_array(b->arena, struct passport_answer, from->answers.len);
	for (size_t i = 0; i < from->answers.len; i++) {
		const struct import_answer *it = &from->answers.at[i];
		struct passport_answer *answer = &answers[new.len];
		if (!stored_of(b, it, &answer->stored)) {
			b->left_out++;
			continue;
		}
		answer->question = it->question;
		answer->answered = answer_counts(it->question, answer->stored);
		answer->version = it->version;
		answer->changed = it->changed;
		new.len++;
	}
	new.answers = answers;
	b->came++;
	*to = (struct new_dated){
		.public = new.public, .made = from->made, .content = from->content};
	return passport_dated_seal(b->app, b->arena, &new, &to->body);
}

static err_t make_all_dated(struct bringing *b)
{
	b->dated = arena_array(b->arena, struct new_dated, b->copy.dated.len);
	for (size_t i = 0; i < b->copy.dated.len; i++)
		TRY(make_dated(b, &b->copy.dated.at[i], &b->dated[i]));
	return NULL;
}

/* --- choices --- */

static err_t make_picks(struct bringing *b)
{
	size_t count;
	const struct content_choice *choices = content_choices(b->app->content, 0, &count);
	const struct content_picks *picks = &b->copy.picks;
	struct public_id owner = b->actor.public;
	for (size_t i = 0; i < count; i++)
		if (picks->option[i].len)
			TRY(pick_seal(b->app, b->arena, owner, choices[i].id, picks->option[i],
				&b->picks[i]));
	b->came += (int64_t)b->copy.count[IMPORT_CHOICES];
	if (!b->copy.has_wording)
		return NULL;
	return pick_seal(b->app, b->arena, owner, STR(PICK_WORDING),
		content_wording_id(picks->wording), &b->wording);
}

static err_t make_all(struct bringing *b)
{
	TRY(make_pictures(b));
	if (b->takes[IMPORT_SETTINGS])
		b->came += (int64_t)b->copy.count[IMPORT_SETTINGS];
	if (b->takes[IMPORT_CHOICES])
		TRY(make_picks(b));
	if (b->takes[IMPORT_ANSWERS])
		TRY(make_answers(b, &b->copy.answers, &b->answers));
	if (b->takes[IMPORT_EARLIER])
		TRY(make_answers(b, &b->copy.earlier, &b->earlier));
	return b->takes[IMPORT_DATED] ? make_all_dated(b) : NULL;
}

/* --- putting it down --- */

static err_t put_settings(struct tx *tx, const struct bringing *b)
{
	struct row_id person = b->actor.person;
	if (b->copy.language)
		TRY(person_set_language(tx, person, lang_tag(b->copy.language)));
	if (b->copy.has_letters)
		TRY(import_letters(tx, person, b->copy.large_letters));
	return NULL;
}

static err_t put_picks(struct tx *tx, const struct bringing *b)
{
	size_t count;
	const struct content_choice *choices = content_choices(b->app->content, 0, &count);
	struct row_id person = b->actor.person;
	for (size_t i = 0; i < count; i++)
		if (b->picks[i].p)
			TRY(pick_replace(tx, person, choices[i].id, b->picks[i], STR_NONE, b->now));
	if (!b->wording.p)
		return NULL;
	return pick_replace(tx, person, STR(PICK_WORDING), b->wording, STR_NONE, b->now);
}

static err_t put_answers(struct tx *tx, const struct bringing *b)
{
	struct row_id person = b->actor.person;
	for (size_t i = 0; i < b->answers.len; i++) {
		const struct new_answer *it = &b->answers.at[i];
		TRY(answer_put(tx, person, it->question, it->answered, it->version, it->changed,
			it->body));
	}
	for (size_t i = 0; i < b->earlier.len; i++) {
		const struct new_answer *it = &b->earlier.at[i];
		TRY(answer_past_add(tx, person, it->question, it->version, it->changed, it->body));
	}
	for (size_t i = 0; b->dated && i < b->copy.dated.len; i++) {
		const struct new_dated *it = &b->dated[i];
		TRY(version_import(
			tx, person, it->public, it->made, it->content, it->body, b->now));
	}
	for (size_t i = 0; i < b->pictures_len; i++)
		if (b->pictures[i].file)
			TRY(file_put(tx, person, b->pictures[i].file, b->now));
	return NULL;
}

static err_t note(struct tx *tx, const struct bringing *b)
{
	struct audit_entry entry = {.actor = &b->actor,
		.subject = &b->actor.public,
		.action = AUDIT_IMPORT,
		.at = b->now};
	TRY(brought_in_add(tx, b->actor.person, b->now, b->copy.made, b->row->parts));
	return audit_note(tx, &entry);
}

/* Is it still to be done; and may it? Who wrote something meanwhile chooses again. */
static err_t check(struct tx *tx, const struct bringing *b, bool *ret_goes_on)
{
	struct row_id person = b->actor.person;
	struct import_row *row;
	int64_t written, count;
	*ret_goes_on = false;
	TRY(import_get(tx, b->arena, person, &row));
	if (!row || row->ended || !row->parts.p || row->sent != b->row->sent)
		return NULL;
	TRY(import_written(tx, person, &written));
	bool is_content = b->answers.len || b->earlier.len || b->dated;
	if (written && is_content)
		return import_clear_parts(tx, person, &count);
	*ret_goes_on = true;
	return NULL;
}

static err_t bring_in(struct tx *tx, void *ctx)
{
	struct bringing *b = ctx;
	struct row_id person = b->actor.person;
	int64_t count;
	TRY(access_keep_house(tx));
	TRY(check(tx, b, &b->came_in));
	if (!b->came_in)
		return NULL;
	if (b->takes[IMPORT_SETTINGS])
		TRY(put_settings(tx, b));
	if (b->takes[IMPORT_CHOICES])
		TRY(put_picks(tx, b));
	TRY(put_answers(tx, b));
	TRY(erase_import_chunk(tx, person, &count));
	TRY(import_end(tx, person, b->now, b->came, b->left_out, &count));
	TRY(note(tx, b));
	return b->mail ? notice_send(tx, b->mail) : NULL;
}

static err_t write_mail(struct bringing *b)
{
	if (!b->to.len)
		return NULL;
	struct notice_to to = {b->to, b->person.name, b->person.language};
	return leave_notice(b->app, b->arena, &to, LEAVE_NOTICE_IMPORT, b->now, &b->mail);
}

/* Begins anew when the program ended in the middle: nothing is there before the end. */
static err_t run(void *ctx, const struct job *job)
{
	const struct app *app = ctx;
	struct bringing b = {
		.app = app, .arena = job->arena, .job = job, .now = clock_now(app->clock)};
	struct str archive;
	TRY(db_read(app->db, read_copy, &b));
	if (!b.row)
		return NULL;
	b.actor = (struct actor){.person = {job->subject}, .public = b.person.public};
	import_parts(b.row->parts, b.takes);
	TRY(import_open(app, b.arena, b.actor.public, b.row, &b.looks, &archive));
	TRY(import_read(app, b.arena, i18n_standard(app->i18n), archive, &b.copy));
	TRY(import_open(app, b.arena, b.actor.public, b.row, &b.chunks, &archive));
	TRY(zip_open(b.arena, archive, IMPORT_MOST, &b.files));
	TRY(make_all(&b));
	TRY(write_mail(&b));
	TRY(db_tx(app->db, bring_in, &b));
	if (b.came_in)
		notice_hurry(app);
	return NULL;
}

struct job_kind import_job(struct app *app)
{
	return (struct job_kind){IMPORT_KIND, run, app, LEASE, delays};
}
