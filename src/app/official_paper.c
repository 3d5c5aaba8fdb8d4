#include "app/official_paper.h"

#include "app/audit.h"
#include "app/file.h"
#include "app/project_inside.h"
#include "codec/fold.h"
#include "codec/input.h"
#include "crypto/vault.h"

/* --- whose a file is --- */

/* Each of these stands among the words of a file's name. */
static bool has_all(struct str words, struct str name)
{
	while (name.len)
		if (!str_has_word(words, str_cut(&name, ' ')))
			return false;
	return true;
}

static bool is_of(struct str words, const struct official_person *p)
{
	return p->given.len && p->family.len && has_all(words, p->given) &&
	       has_all(words, p->family);
}

/* The number at its beginning, as a place; len when it has none. */
static size_t number_of(struct str words, size_t len)
{
	int64_t number;
	if (!str_to_int(str_cut(&words, ' '), &number) || number < 1 || number > (int64_t)len)
		return len;
	return (size_t)number - 1;
}

size_t official_match(
	struct arena *a, struct str name, const struct official_person *people, size_t len)
{
	struct str words = fold(a, name);
	size_t number = number_of(words, len), found = len, count = 0;
	for (size_t i = 0; i < len; i++)
		if (is_of(words, &people[i])) {
			count++;
			found = i == number || count == 1 ? i : found;
		}
	if (count == 1)
		return found;
	return count == 0 || found == number ? number : len;
}

/* --- sending --- */

struct sending {
	struct project_act act;
	const struct official_file *files;
	size_t len;
	struct official_person_row_list people;
	struct row_id *owners; /* n 0: nobody's */
	struct public_id *ids;
	struct str *names, *bodies; /* sealed */
};

static struct vault_place waiting_place(
	const struct project_act *act, struct public_id id, const char *column)
{
	return (struct vault_place){
		act->actor->public, "official_waiting", public_id_print(act->arena, id), column};
}

static struct vault_place kept_place(struct arena *a, struct public_id who)
{
	return (struct vault_place){who, "participant_official", public_id_print(a, who), "body"};
}

static err_t read_people(struct tx *tx, void *ctx)
{
	struct sending *s = ctx;
	TRY(project_require_all(tx, &s->act, ACTION_CERTIFICATE_ISSUE));
	return official_people(tx, s->act.arena, s->act.row->id, PARTICIPANTS_MOST, &s->people);
}

static err_t check_files(const struct official_file *files, size_t len)
{
	if (!len)
		return err_field("files", N_("Choose one or more PDF files."));
	if (len > OFFICIAL_WAITING_MOST)
		return err_number(err_field("files", N_("Send at most {n} files at once.")),
			OFFICIAL_WAITING_MOST);
	for (size_t i = 0; i < len; i++) {
		if (!file_is_pdf(files[i].bytes))
			return err_field("files", N_("One of these files is no PDF."));
		if (files[i].bytes.len > OFFICIAL_BYTES_MOST)
			return err_number(
				err_field("files", N_("A PDF can have at most {n} megabytes.")),
				OFFICIAL_BYTES_MOST >> 20);
	}
	return NULL;
}

/* Not in the middle of a character. */
static struct str short_name(struct str name)
{
	size_t len = name.len < OFFICIAL_NAME_MOST ? name.len : OFFICIAL_NAME_MOST;
	while (len < name.len && len && (name.p[len] & 0xc0) == 0x80)
		len--;
	return str_sub(name, 0, len);
}

static err_t prepare(struct sending *io)
{
	struct arena *a = io->act.arena;
	struct vault *vault = io->act.app->vault;
	struct official_person *people = arena_array(a, struct official_person, io->people.len);
	for (size_t i = 0; i < io->people.len; i++)
		people[i] = (struct official_person){fold(a, io->people.at[i].given_name),
			fold(a, io->people.at[i].family_name)};
	io->owners = arena_array(a, struct row_id, io->len);
	io->ids = arena_array(a, struct public_id, io->len);
	io->names = arena_array(a, struct str, io->len);
	io->bodies = arena_array(a, struct str, io->len);
	for (size_t i = 0; i < io->len; i++) {
		size_t owner = official_match(a, io->files[i].name, people, io->people.len);
		if (owner < io->people.len)
			io->owners[i] = io->people.at[owner].participant;
		io->ids[i] = public_id_new(io->act.app->random);
		struct vault_place name = waiting_place(&io->act, io->ids[i], "name");
		struct vault_place body = waiting_place(&io->act, io->ids[i], "body");
		TRY(vault_seal(vault, a, &name, short_name(io->files[i].name), &io->names[i]));
		TRY(vault_seal(vault, a, &body, io->files[i].bytes, &io->bodies[i]));
	}
	return NULL;
}

/* All that waits is opened at once when it is kept. */
static err_t check_room(struct tx *tx, const struct sending *s)
{
	struct official_waiting_size_row waiting;
	TRY(official_waiting_size(tx, s->act.row->id, s->act.actor->person, &waiting));
	for (size_t i = 0; i < s->len; i++)
		waiting.bytes += (int64_t)s->bodies[i].len;
	if (waiting.files + (int64_t)s->len > OFFICIAL_WAITING_MOST)
		return err_number(err_field("files", N_("At most {n} files can wait. Keep or drop "
							"those first.")),
			OFFICIAL_WAITING_MOST);
	if (waiting.bytes > (int64_t)OFFICIAL_WAITING_BYTES)
		return err_number(err_field("files", N_("Files of at most {n} megabytes together "
							"can wait. Keep or drop those first.")),
			OFFICIAL_WAITING_BYTES >> 20);
	return NULL;
}

static err_t put_waiting(struct tx *tx, void *ctx)
{
	struct sending *s = ctx;
	TRY(project_require_all(tx, &s->act, ACTION_CERTIFICATE_ISSUE));
	struct row_id project = s->act.row->id, person = s->act.actor->person;
	TRY(check_room(tx, s));
	for (size_t i = 0; i < s->len; i++)
		TRY(official_waiting_add(tx, s->ids[i], project, person, s->act.now, s->owners[i],
			s->names[i], s->bodies[i]));
	return NULL;
}

err_t official_send(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct official_file *files, size_t len)
{
	struct sending s = {.act = project_act(app, a, actor, at), .files = files, .len = len};
	TRY(check_files(files, len));
	TRY(db_read(app->db, read_people, &s));
	TRY(prepare(&s));
	return db_tx(app->db, put_waiting, &s);
}

/* --- looking --- */

struct looking {
	struct project_act act;
	struct official_waiting_row_list waiting;
	struct official_line_row_list kept;
};

static err_t look(struct tx *tx, void *ctx)
{
	struct looking *l = ctx;
	struct arena *a = l->act.arena;
	TRY(project_require_all(tx, &l->act, ACTION_CERTIFICATE_ISSUE));
	struct row_id project = l->act.row->id;
	TRY(official_waiting_rows(
		tx, a, project, l->act.actor->person, OFFICIAL_WAITING_MOST, &l->waiting));
	return official_rows(tx, a, project, OFFICIAL_SHOWN_MOST, &l->kept);
}

static bool is_of_same(const struct official_waiting_row *a, const struct official_waiting_row *b)
{
	return a->owner && b->owner && public_id_eq(*a->owner, *b->owner);
}

static err_t open_waiting(const struct looking *l, struct official_papers *io)
{
	struct arena *a = l->act.arena;
	struct official_waiting *waiting = arena_array(a, struct official_waiting, l->waiting.len);
	for (size_t i = 0; i < l->waiting.len; i++) {
		const struct official_waiting_row *row = &l->waiting.at[i];
		struct vault_place name = waiting_place(&l->act, row->public, "name");
		waiting[i] = (struct official_waiting){.public = row->public,
			.given_name = row->given_name,
			.family_name = row->family_name,
			.replaces = row->replaces,
			.is_older = i && is_of_same(&l->waiting.at[i - 1], row)};
		TRY(vault_open(l->act.app->vault, a, &name, row->name, &waiting[i].name));
	}
	io->waiting = waiting;
	io->waiting_len = l->waiting.len;
	return NULL;
}

err_t official_look(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct official_papers *ret)
{
	struct looking l = {.act = project_act(app, a, actor, at)};
	TRY(db_read(app->db, look, &l));
	struct official_kept *kept = arena_array(a, struct official_kept, l.kept.len);
	for (size_t i = 0; i < l.kept.len; i++) {
		const struct official_line_row *row = &l.kept.at[i];
		kept[i] = (struct official_kept){
			row->public, row->given_name, row->family_name, zone_day(row->at)};
	}
	struct official_papers papers = {.title = l.act.row->title,
		.has_grant = l.act.row->number.len,
		.reads_details = access_project_allows(&l.act.as, ACTION_PARTICIPANT_DETAILS),
		.reads_papers = access_project_allows(&l.act.as, ACTION_CERTIFICATE_READ),
		.kept = kept,
		.kept_len = l.kept.len,
		.seen = l.act.now};
	TRY(open_waiting(&l, &papers));
	*ret = papers;
	return NULL;
}

/* --- keeping --- */

struct keeping {
	struct project_act act;
	struct public_id_list chosen;
	usec seen;
	struct official_taken_row_list rows;
	struct str *bodies; /* sealed by the participants' keys */
	int64_t kept;
};

static err_t read_chosen(struct tx *tx, void *ctx)
{
	struct keeping *k = ctx;
	TRY(project_require_all(tx, &k->act, ACTION_CERTIFICATE_ISSUE));
	return official_waiting_some(
		tx, k->act.arena, k->act.row->id, k->act.actor->person, k->chosen, &k->rows);
}

static err_t check_one_each(const struct keeping *k)
{
	for (size_t i = 0; i < k->rows.len; i++)
		for (size_t j = 0; j < i; j++)
			if (k->rows.at[i].participant.n == k->rows.at[j].participant.n)
				return err_say(ERR_CONFLICT,
					N_("You ticked two files of the same participant. Tick "
					   "one of them."));
	return NULL;
}

/* What somebody else kept meanwhile is replaced by nobody who did not see it. */
static err_t check_seen(struct tx *tx, const struct keeping *k, struct row_id participant)
{
	struct official_row *row;
	TRY(official_get(tx, k->act.arena, participant, &row));
	if (!row || row->at <= k->seen)
		return NULL;
	return err_say(ERR_CONFLICT, N_("Meanwhile a PDF was kept for one of these participants. "
					"Look at the list again."));
}

static err_t seal_again(struct keeping *io)
{
	struct arena *a = io->act.arena;
	struct vault *vault = io->act.app->vault;
	io->bodies = arena_array(a, struct str, io->rows.len);
	for (size_t i = 0; i < io->rows.len; i++) {
		const struct official_taken_row *row = &io->rows.at[i];
		struct vault_place from = waiting_place(&io->act, row->public, "body");
		struct vault_place to = kept_place(a, row->owner);
		struct str pdf;
		TRY(vault_open(vault, a, &from, row->body, &pdf));
		TRY(vault_seal(vault, a, &to, pdf, &io->bodies[i]));
	}
	return NULL;
}

static err_t put_kept(struct tx *tx, void *ctx)
{
	struct keeping *k = ctx;
	int64_t count;
	TRY(project_require_all(tx, &k->act, ACTION_CERTIFICATE_ISSUE));
	k->kept = 0;
	for (size_t i = 0; i < k->rows.len; i++) {
		const struct official_taken_row *row = &k->rows.at[i];
		TRY(official_waiting_end(tx, row->public, &count));
		if (!count)
			continue; /* another press kept it */
		TRY(check_seen(tx, k, row->participant));
		TRY(official_put(tx, row->participant, k->act.now, k->bodies[i]));
		TRY(project_note_person(tx, &k->act, PROJECT_OFFICIAL_KEEP, row->owner));
		k->kept++;
	}
	return official_waiting_drop(tx, k->act.row->id, k->act.actor->person, k->seen, &count);
}

err_t official_keep(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct official_choice *choice, int64_t *ret_kept)
{
	struct keeping k = {.act = project_act(app, a, actor, at),
		.chosen = {choice->at, choice->len},
		.seen = choice->seen};
	TRY(db_read(app->db, read_chosen, &k));
	TRY(check_one_each(&k));
	TRY(seal_again(&k));
	TRY(db_tx(app->db, put_kept, &k));
	*ret_kept = k.kept;
	return NULL;
}

/* --- one that is kept --- */

struct fetching {
	struct project_act act;
	struct public_id who;
	struct participant_row *person;
	struct official_row *row;
};

static err_t find(struct tx *tx, struct fetching *io, enum action action)
{
	struct arena *a = io->act.arena;
	TRY(project_require_all(tx, &io->act, action));
	TRY(participant_find(tx, a, io->who, io->act.row->id, io->act.as.only, &io->person));
	if (!io->person || io->person->removed)
		return err_log(ERR_NOT_FOUND, "no such participant");
	TRY(official_get(tx, a, io->person->id, &io->row));
	return io->row ? NULL : err_log(ERR_NOT_FOUND, "no official paper");
}

static err_t fetch(struct tx *tx, void *ctx)
{
	struct fetching *f = ctx;
	TRY(find(tx, f, ACTION_CERTIFICATE_READ));
	struct audit_entry entry = {.actor = f->act.actor,
		.subject = &f->who,
		.action = AUDIT_PARTICIPANT_READ,
		.object = AUDIT_PROJECTS,
		.object_id = public_id_print(f->act.arena, f->act.at->project),
		.at = f->act.now};
	return audit_note(tx, &entry);
}

err_t official_open(const struct app *app, struct arena *a, struct public_id who, struct str sealed,
	struct str *ret_pdf)
{
	struct vault_place place = kept_place(a, who);
	return vault_open(app->vault, a, &place, sealed, ret_pdf);
}

err_t official_fetch(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id who, struct str *ret_pdf)
{
	struct fetching f = {.act = project_act(app, a, actor, at), .who = who};
	TRY(db_tx(app->db, fetch, &f));
	return official_open(app, a, who, f.row->body, ret_pdf);
}

static err_t drop(struct tx *tx, void *ctx)
{
	struct fetching *f = ctx;
	int64_t count;
	TRY(find(tx, f, ACTION_CERTIFICATE_ISSUE));
	TRY(official_remove_row(tx, f->person->id, &count));
	return project_note_person(tx, &f->act, PROJECT_OFFICIAL_REMOVE, f->who);
}

err_t official_remove(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct public_id who)
{
	struct fetching f = {.act = project_act(app, a, actor, at), .who = who};
	return db_tx(app->db, drop, &f);
}

/* --- the participant's own --- */

struct owning {
	struct arena *arena;
	const struct actor *actor;
	struct public_id who;
	struct participant_at at;
	struct official_row *row;
	int64_t has;
};

static err_t read_own(struct tx *tx, void *ctx)
{
	struct owning *o = ctx;
	TRY(access_participant(tx, o->arena, o->actor, ACTION_CERTIFICATE_OWN, o->who, &o->at));
	return official_get(tx, o->arena, o->at.participant, &o->row);
}

static err_t look_own(struct tx *tx, void *ctx)
{
	struct owning *o = ctx;
	TRY(access_participant(tx, o->arena, o->actor, ACTION_CERTIFICATE_OWN, o->who, &o->at));
	return official_has(tx, o->at.participant, &o->has);
}

err_t official_own_has(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, bool *ret_has)
{
	struct owning o = {.arena = a, .actor = actor, .who = who};
	TRY(db_read(app->db, look_own, &o));
	*ret_has = o.has;
	return NULL;
}

err_t official_own_fetch(const struct app *app, struct arena *a, const struct actor *actor,
	struct public_id who, struct str *ret_pdf)
{
	struct owning o = {.arena = a, .actor = actor, .who = who};
	TRY(db_read(app->db, read_own, &o));
	if (!o.row)
		return err_log(ERR_NOT_FOUND, "no official paper");
	return official_open(app, a, who, o.row->body, ret_pdf);
}
