#include "app/export.h"

#include "app/audit.h"
#include "app/export_html.h"
#include "app/export_inside.h"
#include "app/leave_notice.h"
#include "codec/zip.h"
#include "crypto/vault.h"
#include "db/content.h"
#include "i18n/i18n.h"

#define KIND "account.export"
#define LEASE (5 * USEC_MINUTE)
#define CHUNK ((size_t)1 << 20)

static const usec delays[] = {30 * USEC_SECOND, 5 * USEC_MINUTE, USEC_HOUR, 0};

static int64_t count_parts(void)
{
	int64_t n = 0;
	while (export_parts[n].id)
		n++;
	return n;
}

/* --- asking, looking, fetching --- */

struct asking {
	struct arena *arena;
	const struct actor *actor;
	usec now;
	struct export_row *row;
	const usec *running; /* since it was asked for; NULL: nothing makes it (any more) */
	struct export_chunk_row_list chunks;
};

/* One at a time: while it is being made, asking again changes nothing. */
static err_t put_order(struct tx *tx, void *ctx)
{
	const struct asking *q = ctx;
	struct row_id person = q->actor->person;
	const usec *running;
	TRY(access_require(tx, q->actor, ACTION_ACCOUNT_LEAVE, person));
	TRY(export_running(tx, q->arena, person, STR(KIND), &running));
	if (running)
		return NULL;
	TRY(export_put(tx, person, q->now, count_parts() + 1));
	struct job_order order = {.kind = KIND,
		.subject = person.n,
		.run_at = q->now,
		.key = public_id_print(q->arena, q->actor->public)};
	TRY(job_order(tx, &order, q->now));
	struct audit_entry entry = {.actor = q->actor,
		.subject = &q->actor->public,
		.action = AUDIT_EXPORT,
		.at = q->now};
	return audit_note(tx, &entry);
}

err_t export_order(const struct app *app, struct arena *a, const struct actor *actor)
{
	struct asking q = {.arena = a, .actor = actor, .now = clock_now(app->clock)};
	TRY(db_tx(app->db, put_order, &q));
	notice_hurry(app);
	return NULL;
}

static err_t read_row(struct tx *tx, void *ctx)
{
	struct asking *q = ctx;
	struct row_id person = q->actor->person;
	TRY(access_require(tx, q->actor, ACTION_ACCOUNT_LEAVE, person));
	TRY(export_running(tx, q->arena, person, STR(KIND), &q->running));
	return export_get(tx, q->arena, person, &q->row);
}

static enum export_state state_of(const struct asking *q)
{
	if (q->row->ready)
		return EXPORT_READY;
	return q->running ? EXPORT_RUNS : EXPORT_FAILED;
}

static bool is_over(const struct asking *q)
{
	return !q->row || q->now >= q->row->asked + EXPORT_LIFE;
}

err_t export_look(const struct app *app, struct arena *a, const struct actor *actor,
	struct export_status *ret)
{
	struct asking q = {.arena = a, .actor = actor, .now = clock_now(app->clock)};
	TRY(db_read(app->db, read_row, &q));
	*ret = (struct export_status){EXPORT_NONE};
	if (is_over(&q))
		return NULL;
	*ret = (struct export_status){
		.state = state_of(&q),
		.done = q.row->done,
		.total = q.row->total,
		.size = q.row->size,
		.ends = q.row->asked + EXPORT_LIFE,
	};
	return NULL;
}

static err_t read_chunks(struct tx *tx, void *ctx)
{
	struct asking *q = ctx;
	TRY(read_row(tx, ctx));
	return export_chunks(tx, q->arena, q->actor->person, &q->chunks);
}

/* The archive that was asked for at that time: chunks of two are never mixed. */
static struct vault_place chunk_place(
	struct arena *a, struct public_id owner, usec asked, int64_t place)
{
	struct str row = str_fmt(a, "%lld/%lld", (long long)asked, (long long)place);
	return (struct vault_place){owner, "export_chunk", row, "body"};
}

err_t export_fetch(
	const struct app *app, struct arena *a, const struct actor *actor, struct str *ret_zip)
{
	struct asking q = {.arena = a, .actor = actor, .now = clock_now(app->clock)};
	struct buf zip;
	TRY(db_read(app->db, read_chunks, &q));
	if (is_over(&q) || !q.row->ready)
		return err_log(ERR_NOT_FOUND, "no export is ready");
	buf_init(&zip, a, (size_t)q.row->size, EXPORT_MOST);
	for (size_t i = 0; i < q.chunks.len; i++) {
		const struct export_chunk_row *row = &q.chunks.at[i];
		struct vault_place place = chunk_place(a, actor->public, q.row->asked, row->place);
		struct str plain;
		TRY(vault_open(app->vault, a, &place, row->body, &plain));
		buf_put(&zip, plain);
	}
	TRY(buf_err(&zip));
	*ret_zip = buf_str(&zip);
	return NULL;
}

/* --- making --- */

struct making {
	struct export_making m; /* first: the parts' */
	struct export_archive archive;
	struct export_row *row;
	struct export_person_row person;
	struct str to; /* none without an address */
	struct json whole;
	int64_t done;
	struct str *sealed;
	size_t sealed_len, size;
	struct outbox_sealed *mail; /* NULL without an address */
	bool is_kept;
};

static err_t read_person(struct tx *tx, void *ctx)
{
	struct making *k = ctx;
	struct row_id person = {k->m.job->subject};
	TRY(access_keep_house(tx));
	TRY(export_get(tx, k->m.arena, person, &k->row));
	if (!k->row)
		return NULL;
	TRY(export_person(tx, k->m.arena, person, &k->person));
	return address_of(tx, k->m.arena, person, &k->to);
}

static err_t put_step(struct tx *tx, void *ctx)
{
	const struct making *k = ctx;
	int64_t count;
	TRY(access_keep_house(tx));
	return export_step(tx, k->m.actor.person, k->done, &count);
}

static err_t step(struct making *k)
{
	k->done++;
	TRY(job_renew(k->m.job));
	return db_tx(k->m.app->db, put_step, k);
}

static struct buf page_begin(const struct making *k)
{
	struct buf out;
	buf_init(&out, k->m.arena, 16 << 10, EXPORT_JSON_MOST);
	return out;
}

static err_t add_page(struct making *k, struct str name, const struct buf *page)
{
	TRY(buf_err(page));
	archive_put(&k->m, name, buf_str(page));
	return NULL;
}

static err_t make_part(struct making *k, const struct export_part *part)
{
	struct buf page = page_begin(k);
	struct json items = json_array();
	TRY(part->make(&k->m, &items));
	export_html_part(&page, &k->m, part, &items);
	json_set(k->m.arena, &k->whole, str_of(part->id), items);
	TRY(add_page(k, str_fmt(k->m.arena, "html/%s.html", part->id), &page));
	return step(k);
}

/* --- all of it --- */

static err_t make_all(struct making *k)
{
	struct arena *a = k->m.arena;
	usec now = clock_now(k->m.app->clock);
	struct buf json = page_begin(k), index = page_begin(k);
	k->whole = json_object();
	json_set(a, &k->whole, STR("format"), json_of_str(STR("leerpas-export")));
	json_set(a, &k->whole, STR("version"), json_of_int(a, 1));
	json_set(a, &k->whole, STR("made"), json_of_str(usec_print(a, now)));
	json_set(a, &k->whole, STR("place"), json_of_str(k->m.app->place_name));
	TRY(export_add_files(&k->m));
	for (const struct export_part *part = export_parts; part->id; part++)
		TRY(make_part(k, part));
	export_html_index(&index, &k->m, now);
	archive_put(&k->m, STR("html/style.css"), export_html_style());
	archive_put(&k->m, STR("export.schema.json"), export_schema[0].bytes);
	json_write(&json, &k->whole);
	TRY(add_page(k, STR("html/index.html"), &index));
	return add_page(k, STR("export.json"), &json);
}

/* The archive in sealed chunks. */
static err_t seal(struct making *k)
{
	struct buf zip;
	buf_init(&zip, k->m.arena, 64 << 10, EXPORT_MOST);
	zip_write(&zip, k->archive.at, k->archive.len);
	TRY(buf_err(&zip));
	k->size = zip.len;
	k->sealed_len = (zip.len + CHUNK - 1) / CHUNK;
	k->sealed = arena_array(k->m.arena, struct str, k->sealed_len);
	for (size_t i = 0; i < k->sealed_len; i++) {
		struct vault_place place =
			chunk_place(k->m.arena, k->m.actor.public, k->row->asked, (int64_t)i);
		struct str part = str_sub(buf_str(&zip), i * CHUNK, CHUNK);
		TRY(vault_seal(k->m.app->vault, k->m.arena, &place, part, &k->sealed[i]));
	}
	return NULL;
}

/* Only while it is the one that was asked for last. */
static err_t keep(struct tx *tx, void *ctx)
{
	struct making *k = ctx;
	struct row_id person = k->m.actor.person;
	struct export_row *row;
	int64_t count;
	TRY(access_keep_house(tx));
	TRY(export_get(tx, k->m.arena, person, &row));
	k->is_kept = row && !row->ready && row->asked == k->row->asked;
	if (!k->is_kept)
		return NULL;
	TRY(erase_export_chunk(tx, person, &count));
	for (size_t i = 0; i < k->sealed_len; i++)
		TRY(export_chunk_add(tx, person, (int64_t)i, k->sealed[i]));
	TRY(export_finish(tx, person, clock_now(k->m.app->clock), (int64_t)k->size, &count));
	return k->mail ? notice_send(tx, k->mail) : NULL;
}

static err_t write_mail(struct making *k)
{
	if (!k->to.len)
		return NULL;
	struct notice_to to = {k->to, k->person.name, k->person.language};
	return leave_notice(k->m.app, k->m.arena, &to, LEAVE_NOTICE_EXPORT,
		k->row->asked + EXPORT_LIFE, &k->mail);
}

/* Runs anew from the start when the program ended in the middle: nothing is kept before the end. */
static err_t run(void *ctx, const struct job *job)
{
	const struct app *app = ctx;
	struct making k = {.m = {.app = app, .arena = job->arena, .job = job}};
	k.m.archive = &k.archive;
	TRY(db_read(app->db, read_person, &k));
	if (!k.row || k.row->ready)
		return NULL;
	const struct i18n_wish wish = {.account = k.person.language};
	k.m.lang = i18n_choose(app->i18n, &wish);
	k.m.actor = (struct actor){.person = {job->subject}, .public = k.person.public};
	k.m.name = k.person.full_name.p ? k.person.full_name : k.person.name;
	TRY(make_all(&k));
	TRY(seal(&k));
	TRY(write_mail(&k));
	TRY(db_tx(app->db, keep, &k));
	notice_hurry(app);
	return NULL;
}

struct job_kind export_job(struct app *app)
{
	return (struct job_kind){KIND, run, app, LEASE, delays};
}
