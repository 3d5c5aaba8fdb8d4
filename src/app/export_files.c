/* The files of an export: pictures, papers, and what shows what was learned. */
#include "app/certificate.h"
#include "app/export.h"
#include "app/export_inside.h"
#include "app/file.h"
#include "app/official_paper.h"
#include "app/passport_paper.h"
#include "app/project_kept.h"
#include "base/vec.h"
#include "db/content.h"
#include "jobs/jobs.h"

bool archive_holds(const struct export_making *m, struct str path)
{
	for (size_t i = 0; m->archive && i < m->archive->len; i++)
		if (str_eq(m->archive->at[i].name, path))
			return true;
	return false;
}

void archive_put(const struct export_making *m, struct str path, struct str bytes)
{
	vec_push(m->arena, m->archive, (struct zip_file){path, bytes});
}

void archive_put_of_project(const struct export_making *m, struct str path, struct str bytes)
{
	struct export_archive *archive = m->archive;
	archive->projects += bytes.len;
	archive->projects_len++;
	archive->is_full |= archive->projects > EXPORT_PROJECTS_MOST ||
			    archive->projects_len > EXPORT_PROJECTS_COUNT;
	if (!archive->is_full)
		archive_put(m, path, bytes);
}

/* What is not there, or is damaged, keeps nothing else back. */
static err_t leave_out(err_t e)
{
	if (e->code != ERR_NOT_FOUND && e->code != ERR_INTERNAL)
		return e;
	err_free(e);
	return NULL;
}

/* --- pictures --- */

struct finding {
	const struct export_making *m;
	struct export_file_list all;
	struct public_id id;
	struct file_found *found;
};

static err_t read_files(struct tx *tx, void *ctx)
{
	struct finding *f = ctx;
	TRY(part_require(tx, f->m));
	return export_files(tx, f->m->arena, f->m->actor.person, &f->all);
}

static err_t find_file(struct tx *tx, void *ctx)
{
	struct finding *f = ctx;
	TRY(part_require(tx, f->m));
	return file_find(tx, f->m->arena, f->m->actor.person, f->id, &f->found);
}

static err_t open_file(struct finding *io, struct file *ret)
{
	const struct export_making *m = io->m;
	TRY(db_read(m->app->db, find_file, io));
	return file_open(m->app, m->arena, m->actor.public, io->found, ret);
}

static err_t add_pictures(const struct export_making *m)
{
	struct finding f = {.m = m};
	TRY(db_read(m->app->db, read_files, &f));
	for (size_t i = 0; i < f.all.len; i++) {
		const struct export_file *row = &f.all.at[i];
		struct file file = {0};
		f.id = row->file;
		err_t e = open_file(&f, &file);
		if (!e)
			archive_put(
				m, export_file_path(m->arena, row->file, row->type), file.bytes);
		else
			TRY(leave_out(e));
	}
	return NULL;
}

/* --- the passport on paper --- */

/* Once there is a route. */
static err_t add_passport(const struct export_making *m)
{
	struct passport_paper_own own = {.name = m->name, .with_apart = true};
	struct str pdf;
	err_t e = passport_paper_own(m->app, m->arena, &m->actor, m->lang, &own, &pdf);
	if (e)
		return leave_out(e);
	archive_put(m, STR(EXPORT_PASSPORT), pdf);
	return NULL;
}

/* One dated version, or none of what is damaged; all else that its making took is given back. */
static err_t print_dated(const struct export_making *m, struct public_id dated, struct str *ret_pdf)
{
	const struct passport_paper_dated own = {dated, m->name, true};
	struct arena *making = arena_child(m->arena);
	struct str pdf = STR_NONE;
	err_t e = passport_paper_dated(m->app, making, &m->actor, m->lang, &own, &pdf);
	*ret_pdf = str_dup(m->arena, pdf);
	arena_free(making);
	return e ? leave_out(e) : NULL;
}

/* The dated versions likewise, from the newest on, as long as there is room. */
static err_t add_dated(const struct export_making *m)
{
	struct passport_dated_list all;
	size_t size = 0;
	TRY(passport_dated_list(m->app, m->arena, &m->actor, &all));
	for (size_t i = 0; i < all.len; i++) {
		struct public_id dated = all.at[i].public;
		struct str pdf;
		TRY(job_renew(m->job));
		TRY(print_dated(m, dated, &pdf));
		size += pdf.len;
		if (size > EXPORT_DATED_MOST)
			return NULL;
		if (pdf.len)
			archive_put(m, export_dated_path(m->arena, dated, all.at[i].made), pdf);
	}
	return NULL;
}

/* --- of projects that are here --- */

static void add_taken(const struct export_making *m, struct public_id who,
	const struct certificate_taken *taken, struct export_certificate *io)
{
	struct arena *a = m->arena;
	struct str *paths = arena_array(a, struct str, taken->pdfs_len + taken->credentials_len);
	int64_t revision = taken->own.revision;
	for (size_t i = 0; i < taken->pdfs_len; i++) {
		struct str language = i ? taken->own.languages[i - 1] : STR_NONE;
		paths[io->paths_len] = export_certificate_path(a, who, revision, language, "pdf");
		archive_put_of_project(m, paths[io->paths_len++], taken->pdfs[i]);
	}
	for (size_t i = 0; i < taken->credentials_len; i++) {
		struct str language = i ? taken->own.languages[i - 1] : STR_NONE;
		paths[io->paths_len] = export_certificate_path(a, who, revision, language, "json");
		archive_put_of_project(m, paths[io->paths_len++], taken->credentials[i]);
	}
	io->paths = paths;
	io->revision = revision;
	io->state = str_of(certificate_state_id(taken->own.state));
	io->issued = taken->own.issued;
	io->reason = taken->own.reason;
}

/* None of a page that is gone meanwhile. */
static err_t take_certificate(const struct export_making *m, struct public_id who,
	struct certificate_taken *io, bool *io_damaged)
{
	err_t e = certificate_own_take(m->app, m->arena, &m->actor, who, io);
	if (!e || e->code != ERR_NOT_FOUND)
		return part_spare(e, io_damaged);
	err_free(e);
	return NULL;
}

/* The last one of each project, as paper and as a credential. */
static err_t add_certificates(struct export_making *io, const struct participation_list *all)
{
	struct export_certificate *list =
		arena_array(io->arena, struct export_certificate, all->len);
	for (size_t i = 0; i < all->len; i++) {
		const struct participation_line *line = &all->at[i];
		struct certificate_taken taken = {0};
		struct export_certificate one = {
			.project = line->title, .organisation = line->organisation};
		TRY(job_renew(io->job));
		TRY(take_certificate(io, line->participant, &taken, &one.is_damaged));
		if (taken.own.revision)
			add_taken(io, line->participant, &taken, &one);
		if (taken.own.revision || one.is_damaged)
			list[io->certificates_len++] = one;
	}
	io->certificates = list;
	return NULL;
}

static err_t add_official(const struct export_making *m, const struct participation_list *all)
{
	for (size_t i = 0; i < all->len && !m->archive->is_full; i++) {
		struct public_id who = all->at[i].participant;
		struct str pdf = STR_NONE;
		TRY(job_renew(m->job));
		err_t e = official_own_fetch(m->app, m->arena, &m->actor, who, &pdf);
		if (!e)
			archive_put_of_project(m, export_official_path(m->arena, who), pdf);
		else
			TRY(leave_out(e));
	}
	return NULL;
}

static err_t add_shown(const struct export_making *m)
{
	struct export_shown_list all;
	TRY(export_shown_list(m, &all));
	for (size_t i = 0; i < all.len && !m->archive->is_full; i++) {
		const struct export_shown *it = &all.at[i];
		struct file file = {0};
		TRY(job_renew(m->job));
		err_t e = evidence_file(
			m->app, m->arena, &m->actor, it->participant, it->item, &file);
		if (!e)
			archive_put_of_project(
				m, export_file_path(m->arena, it->item, it->type), file.bytes);
		else
			TRY(leave_out(e));
	}
	return NULL;
}

/* --- of projects that were deleted --- */

static err_t add_kept_paper(const struct export_making *m, struct public_id kept, int64_t place)
{
	struct str pdf;
	err_t e = project_kept_paper(m->app, m->arena, &m->actor, kept, place, &pdf);
	if (e)
		return leave_out(e);
	archive_put_of_project(m, export_kept_path(m->arena, kept, place), pdf);
	return NULL;
}

static err_t add_kept_file(const struct export_making *m, struct public_id kept, int64_t place)
{
	struct file file;
	err_t e = project_kept_file(m->app, m->arena, &m->actor, kept, place, &file);
	if (e)
		return leave_out(e);
	archive_put_of_project(
		m, export_kept_file_path(m->arena, kept, place, file.type), file.bytes);
	return NULL;
}

static err_t add_kept_one(const struct export_making *m, const struct project_kept_heading *heading)
{
	struct project_kept kept = {0};
	bool damaged = false;
	TRY(job_renew(m->job));
	for (int64_t place = 0; place < heading->papers && !m->archive->is_full; place++)
		TRY(add_kept_paper(m, heading->public, place));
	TRY(part_spare(
		project_kept_open(m->app, m->arena, &m->actor, heading->public, &kept), &damaged));
	for (size_t i = 0; i < kept.evidence_len && !m->archive->is_full; i++)
		if (kept.evidence[i].place != PROJECT_KEPT_NOWHERE)
			TRY(add_kept_file(m, heading->public, kept.evidence[i].place));
	return NULL;
}

static err_t add_kept(const struct export_making *m)
{
	struct project_kept_list all;
	TRY(project_kept_list(m->app, m->arena, &m->actor, &all));
	for (size_t i = 0; i < all.len && !m->archive->is_full; i++)
		TRY(add_kept_one(m, &all.at[i]));
	return NULL;
}

/* --- all of them --- */

err_t export_add_files(struct export_making *io)
{
	struct participation_list all;
	TRY(add_pictures(io));
	TRY(add_passport(io));
	TRY(add_dated(io));
	TRY(participation_list(io->app, io->arena, &io->actor, &all));
	TRY(add_certificates(io, &all));
	TRY(add_official(io, &all));
	TRY(add_shown(io));
	return add_kept(io);
}
