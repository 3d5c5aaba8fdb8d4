#include "app/evidence.h"

#include "app/audit.h"
#include "app/learning_inside.h"
#include "codec/input.h"
#include "codec/json.h"
#include "codec/nothing.h"
#include "codec/url.h"
#include "crypto/vault.h"

#define BODY_MOST (8 << 10)
#define SIDE 1600 /* pixels: enough for a page of paper */

/* --- what is sealed --- */

static struct vault_place place_of(struct arena *a, struct public_id who, struct public_id item)
{
	return (struct vault_place){who, "learning_evidence", public_id_print(a, item), "body"};
}

static err_t seal_body(const struct app *app, struct arena *a, struct public_id who,
	const struct evidence *it, struct str *ret_sealed)
{
	struct vault_place place = place_of(a, who, it->public);
	struct json body = json_object();
	struct buf out;
	json_set(a, &body, STR("title"), json_of_str(it->title));
	json_set(a, &body, STR("link"), json_of_str(it->link));
	json_set(a, &body, STR("type"), json_of_str(it->type));
	buf_init(&out, a, 256, BODY_MOST);
	json_write(&out, &body);
	TRY(buf_err(&out));
	return vault_seal(app->vault, a, &place, buf_str(&out), ret_sealed);
}

static err_t open_body(const struct app *app, struct arena *a, struct public_id who,
	const struct evidence_row *row, struct evidence *ret)
{
	struct vault_place place = place_of(a, who, row->public);
	struct evidence it = {.public = row->public,
		.area = row->area,
		.size = row->size,
		.made = row->made,
		.on_certificate = row->on_certificate};
	struct json *body = NULL;
	struct str text;
	TRY(vault_open_one(app->vault, a, &place, row->body, &text, &it.is_damaged));
	if (!it.is_damaged)
		TRY(json_parse(a, text, &json_limits_default, &body));
	it.title = json_str(json_get(body, STR("title")));
	it.link = json_str(json_get(body, STR("link")));
	it.type = json_str(json_get(body, STR("type")));
	*ret = it;
	return NULL;
}

err_t evidence_open_rows(const struct app *app, struct arena *a, struct public_id who,
	const struct evidence_row_list *rows, struct evidence_list *ret)
{
	struct evidence *all = arena_array(a, struct evidence, rows->len);
	size_t len = 0;
	for (size_t i = 0; i < rows->len; i++)
		if (!rows->at[i].removed)
			TRY(open_body(app, a, who, &rows->at[i], &all[len++]));
	*ret = (struct evidence_list){all, len};
	return NULL;
}

/* --- what can be --- */

/* Characters that nobody sees, or that turn those after them around (UAX #9). */
static bool deceives(struct str link)
{
	while (link.len) {
		uint32_t c = utf8_next(&link);
		if ((c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
			(c >= 0x2060 && c <= 0x206f) || c == 0x061c || c == 0xfeff)
			return true;
	}
	return false;
}

/* Where it leads must be plain to see: no name or password before the host. */
static bool is_address(struct str link)
{
	struct str rest = link, scheme = str_cut(&rest, ':');
	bool is_web = str_is(scheme, "https") || str_is(scheme, "http");
	if (!is_web || !str_starts(rest, STR("//")) || !url_is_link(link) || deceives(link))
		return false;
	rest = str_from(rest, 2);
	struct str authority = str_cut(&rest, '/'), host = str_cut(&authority, ':');
	return str_find(host, '.') < host.len && str_find(host, '@') == host.len &&
	       str_find(authority, '@') == authority.len && utf8_count(link) <= EVIDENCE_LINK_MOST;
}

static err_t check_words(struct arena *a, const struct evidence_in *in)
{
	if (says_nothing(a, in->title))
		return err_field("title", N_("Say in a few words what it is."));
	if (utf8_count(in->title) > EVIDENCE_TITLE_MOST)
		return err_number(err_field("title",
					  NN_("At most {n} character.", "At most {n} characters.")),
			EVIDENCE_TITLE_MOST);
	if (in->link.len && in->file.len)
		return err_field("link", N_("Choose one: a link or a file. Add the other apart."));
	if (!in->link.len && !in->file.len)
		return err_field("link", N_("Give a link, or choose a file."));
	if (in->link.len && !is_address(in->link))
		return err_field(
			"link", N_("This is no link. A link begins with https:// or http://"));
	return NULL;
}

/* --- adding --- */

struct adding {
	struct learning_act act;
	const struct evidence_in *in;
	struct evidence it;
	const struct file_sealed *file; /* NULL: a link */
	struct str sealed;
};

static err_t make_picture(struct arena *a, struct str bytes, struct str *ret_jpeg)
{
	err_t e = image_fit(a, bytes, SIDE, ret_jpeg);
	if (!e || e->code != ERR_INVALID)
		return e;
	err_free(e);
	return err_field("file", N_("We cannot read this. Choose a photo (PNG or JPEG) or a PDF."));
}

static err_t make_file(struct adding *io)
{
	const struct learning_act *act = &io->act;
	struct str bytes = io->in->file;
	struct file_sealed *sealed;
	bool is_paper = file_is_pdf(bytes);
	if (is_paper && bytes.len > EVIDENCE_PDF_MOST)
		return err_number(err_field("file", N_("A PDF can have at most {n} MB.")),
			EVIDENCE_PDF_MOST >> 20);
	if (!is_paper)
		TRY(make_picture(act->arena, io->in->file, &bytes));
	io->it.type = is_paper ? STR(EVIDENCE_PDF_TYPE) : STR(IMAGE_TYPE);
	TRY(file_seal(act->app, act->arena, act->who, io->it.type, bytes, &sealed));
	io->file = sealed;
	io->it.public = file_id(sealed);
	io->it.size = (int64_t)bytes.len;
	return NULL;
}

static err_t check_open(const struct learning_act *act)
{
	if (act->row && act->row->submitted)
		return err_field("title", LEARNING_HANDED_IN);
	return NULL;
}

/* more: bytes that come. */
static err_t check_room(struct tx *tx, const struct learning_act *act, int64_t more)
{
	struct evidence_row_list rows;
	int64_t count = 0;
	TRY(evidence_rows(tx, act->arena, act->participant, &rows));
	for (size_t i = 0; i < rows.len; i++) {
		count += !rows.at[i].removed;
		more += rows.at[i].removed ? 0 : rows.at[i].size;
	}
	if (count >= EVIDENCE_MOST)
		return err_number(
			err_say(ERR_CONFLICT, N_("You have {n} things here already, the most there "
						 "can be. Remove one first.")),
			EVIDENCE_MOST);
	if (more > EVIDENCE_BYTES_MOST)
		return err_number(
			err_say(ERR_TOO_LARGE, N_("Your files together can have at most {n} MB. "
						  "Remove one first, or give a link.")),
			EVIDENCE_BYTES_MOST >> 20);
	return NULL;
}

static err_t changed(struct tx *tx, const struct learning_act *act)
{
	TRY(learning_touch(tx, act->participant, act->now));
	return participant_reach(tx, act->arena, act->participant, PARTICIPANT_WRITING);
}

static err_t put(struct tx *tx, void *ctx)
{
	struct adding *n = ctx;
	struct row_id id;
	int64_t count;
	TRY(learning_own(tx, &n->act, ACTION_LEARNING_WRITE));
	TRY(check_open(&n->act));
	if (n->it.area.len)
		TRY(learning_check_place(tx, &n->act, n->it.area));
	TRY(check_room(tx, &n->act, n->it.size));
	TRY(evidence_drop_chunks(tx, n->act.participant, &count));
	TRY(evidence_drop(tx, n->act.participant, &count));
	TRY(evidence_add_row(tx, n->it.public, n->act.participant, n->it.area, n->act.now,
		n->it.size, n->it.on_certificate, n->sealed, &id));
	struct file_chunks chunks = n->file ? file_chunks_of(n->file) : (struct file_chunks){0};
	for (size_t i = 0; i < chunks.len; i++)
		TRY(evidence_chunk_add(tx, id, (int64_t)i, chunks.at[i]));
	return changed(tx, &n->act);
}

err_t evidence_add(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, const struct evidence_in *in)
{
	struct adding n = {.act = {app, a, actor, who, .now = clock_now(app->clock)},
		.in = in,
		.it = {.public = public_id_new(app->random),
			.area = in->area,
			.title = in->title,
			.link = in->link,
			.on_certificate = in->on_certificate}};
	TRY(check_words(a, in));
	TRY(learning_look(&n.act, ACTION_LEARNING_WRITE));
	TRY(check_open(&n.act));
	if (in->file.len)
		TRY(make_file(&n));
	TRY(seal_body(app, a, who, &n.it, &n.sealed));
	return db_tx(app->db, put, &n);
}

/* --- removing, and choosing --- */

struct turning {
	struct learning_act act;
	struct public_id item;
	struct evidence_row *row;
	bool restores, on_certificate;
};

static err_t find(struct tx *tx, struct turning *io)
{
	TRY(learning_own(tx, &io->act, ACTION_LEARNING_WRITE));
	TRY(evidence_get(tx, io->act.arena, io->act.participant, io->item, &io->row));
	if (!io->row || (io->row->removed != NULL) != io->restores)
		return err_log(ERR_NOT_FOUND, "no such evidence");
	return check_open(&io->act);
}

static err_t remove_one(struct tx *tx, void *ctx)
{
	struct turning *t = ctx;
	TRY(find(tx, t));
	TRY(evidence_set_removed(tx, t->row->id, &t->act.now));
	return changed(tx, &t->act);
}

err_t evidence_remove(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct public_id item)
{
	struct turning t = {
		{app, a, actor, who, .now = clock_now(app->clock)}, item, NULL, false, false};
	return db_tx(app->db, remove_one, &t);
}

static err_t restore_one(struct tx *tx, void *ctx)
{
	struct turning *t = ctx;
	TRY(find(tx, t));
	if (*t->row->removed <= t->act.now - EVIDENCE_UNDO)
		return err_log(ERR_NOT_FOUND, "removed too long ago");
	TRY(check_room(tx, &t->act, t->row->size));
	TRY(evidence_set_removed(tx, t->row->id, NULL));
	return changed(tx, &t->act);
}

err_t evidence_restore(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct public_id item)
{
	struct turning t = {
		{app, a, actor, who, .now = clock_now(app->clock)}, item, NULL, true, false};
	return db_tx(app->db, restore_one, &t);
}

static err_t choose_one(struct tx *tx, void *ctx)
{
	struct turning *t = ctx;
	TRY(find(tx, t));
	TRY(evidence_set_shown(tx, t->row->id, t->on_certificate));
	return changed(tx, &t->act);
}

err_t evidence_choose(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct public_id item, bool on_certificate)
{
	struct turning t = {{app, a, actor, who, .now = clock_now(app->clock)}, item, NULL, false,
		on_certificate};
	return db_tx(app->db, choose_one, &t);
}

/* --- fetching --- */

struct fetching {
	struct learning_act act;
	struct public_id item;
	struct evidence_row *row;
	struct evidence_chunk_row_list chunks;
};

static err_t read_chunks(struct tx *tx, struct fetching *io)
{
	TRY(evidence_get(tx, io->act.arena, io->act.participant, io->item, &io->row));
	if (!io->row || io->row->removed || !io->row->size)
		return err_log(ERR_NOT_FOUND, "no such file");
	return evidence_chunks(tx, io->act.arena, io->row->id, &io->chunks);
}

static err_t read_own(struct tx *tx, void *ctx)
{
	struct fetching *f = ctx;
	TRY(learning_own(tx, &f->act, ACTION_LEARNING_READ));
	return read_chunks(tx, f);
}

/* The reading is noted: it is somebody else's. */
static err_t read_theirs(struct tx *tx, void *ctx)
{
	struct fetching *f = ctx;
	TRY(learning_theirs(tx, &f->act, ACTION_LEARNING_READ));
	TRY(learning_note(tx, &f->act, AUDIT_LEARNING_READ));
	return read_chunks(tx, f);
}

err_t evidence_open_file(const struct app *app, struct arena *a, struct public_id who,
	const struct evidence *it, const struct evidence_chunk_row_list *rows, struct file *ret)
{
	struct str *parts = arena_array(a, struct str, rows->len);
	struct file_chunks chunks = {parts, rows->len};
	struct file file = {.type = it->type, .made = it->made};
	for (size_t i = 0; i < chunks.len; i++)
		parts[i] = rows->at[i].body;
	TRY(file_join(app, a, who, it->public, &chunks, (size_t)it->size, &file.bytes));
	*ret = file;
	return NULL;
}

static err_t open_file(const struct fetching *f, struct file *ret)
{
	const struct learning_act *act = &f->act;
	struct evidence it;
	TRY(open_body(act->app, act->arena, act->who, f->row, &it));
	return evidence_open_file(act->app, act->arena, act->who, &it, &f->chunks, ret);
}

err_t evidence_file(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct public_id item, struct file *ret)
{
	struct fetching f = {.act = {app, a, actor, who}, .item = item};
	TRY(db_read(app->db, read_own, &f));
	return open_file(&f, ret);
}

err_t evidence_file_theirs(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id who, struct public_id item, struct file *ret)
{
	struct fetching f = {.act = {app, a, actor, who, at, clock_now(app->clock)}, .item = item};
	TRY(db_tx(app->db, read_theirs, &f));
	return open_file(&f, ret);
}
