#include "app/region.h"

#include "app/access.h"
#include "app/answer.h"
#include "app/pick.h"
#include "crypto/vault.h"
#include "db/content.h"
#include "db/statement.h"

#include <pthread.h>
#include <stdatomic.h>

/* So many threads make keys, each of which must be on disk. */
enum { THREADS = 16, BATCH = 20, ANSWERS_MOST = CONTENT_CHAPTERS_MOST * CONTENT_QUESTIONS_MOST };

static const char *const given_names[] = {"Amira", "Bram", "Chayenne", "Daan", "Esra", "Finn",
	"Gijs", "Hanna", "Ilias", "Julia", "Kadir", "Lotte", "Milan", "Noor", "Omar", "Pien",
	"Quinten", "Rosa", "Sem", "Tess", "Umar", "Vera", "Wout", "Xena", "Yara", "Zoë"};
static const char *const family_names[] = {"Aalders", "Bakker", "Çelik", "Dijkstra", "Evers",
	"Franssen", "Gerards", "Hendriks", "Idrissi", "Jacobs", "Kuiper", "Lemmens", "Mulder",
	"Nouri", "Otten", "Peeters", "Quist", "Roelofs", "Smeets", "Thijssen", "Vermeer", "Willems",
	"Yildiz", "Zwart"};
static const char *const sentences[] = {
	"Ik help graag anderen. Dat doe ik thuis, op school en bij de voetbalclub op zaterdag.",
	"Mijn tante zegt dat ik goed kan luisteren. Dat merk ik ook in de klas, als er ruzie is.",
	"Vorig jaar heb ik met twee vrienden een fietsenwerkplaats in de schuur gemaakt. Wij "
	"repareren nu fietsen voor de hele straat en sparen voor beter gereedschap.",
	"Ik wil later met mijn handen werken, het liefst buiten. Achter een bureau word ik "
	"onrustig.",
	"Eerst vond ik praten voor een groep eng. Na de stage in het buurthuis durf ik het wel.",
	"Als iets niet lukt, probeer ik het nog een keer op een andere manier. Soms vraag ik hulp "
	"aan mijn mentor. Dat vond ik lastig, maar het gaat steeds beter.",
	"Koken voor veel mensen tegelijk. In de zomer help ik in de keuken van het kamp.",
};

#define PICK(list, n) str_of((list)[(uint64_t)(n) % (sizeof(list) / sizeof(*(list)))])

struct region {
	const struct app *app;
	const struct content_route *route;
	struct content_picks picks;
	size_t choice_count;
	const struct content_choice *choices;
	int64_t people;
	atomic_int_fast64_t next, made, answers;
	atomic_bool failed;
	pthread_mutex_t writing;
	pthread_mutex_t lock; /* of what follows */
	err_t fault;
	region_progress progress;
	void *ctx;
};

struct str region_mail(struct arena *a, int64_t number)
{
	return str_fmt(a, "inwoner%lld@regio.example", (long long)number);
}

/* --- one of them --- */

struct inhabitant {
	int64_t number;
	struct str mail, name;
	struct public_id public;
	bool is_there;
	struct str picks[CONTENT_CHOICES_MOST];
	struct str questions[ANSWERS_MOST], bodies[ANSWERS_MOST];
	size_t answer_count;
};

static struct str answer_for(
	struct arena *a, const struct content_question *question, int64_t number)
{
	if (question->kind == CONTENT_SCALE)
		return str_fmt(a, "%d", 1 + (int)(number % question->steps));
	if (question->option_count)
		return question->options[(uint64_t)number % question->option_count].id;
	return PICK(sentences, number);
}

static err_t seal_answers(const struct region *r, struct arena *a, struct inhabitant *io)
{
	for (size_t i = 0; i < r->route->count; i++) {
		const struct content_chapter *chapter = &r->route->chapters[i];
		for (size_t k = 0; k < chapter->count; k++) {
			const struct content_question *question = &chapter->questions[k];
			size_t at = io->answer_count;
			if (question->kind == CONTENT_PHOTO)
				continue;
			struct str text = answer_for(a, question, io->number + (int64_t)at);
			TRY(answer_seal(r->app, a, io->public, question, text, &io->bodies[at]));
			io->questions[at] = question->id;
			io->answer_count++;
		}
	}
	return NULL;
}

static err_t prepare(const struct region *r, struct arena *a, struct inhabitant *io)
{
	if (io->is_there)
		return NULL;
	io->public = public_id_new(r->app->random);
	io->name = str_fmt(a, "%.*s %.*s", STR_ARG(PICK(given_names, io->number)),
		STR_ARG(PICK(family_names, io->number / 7)));
	TRY(vault_add_owner(r->app->vault, io->public));
	for (size_t i = 0; i < r->choice_count; i++)
		TRY(pick_seal(r->app, a, io->public, r->choices[i].id, r->picks.option[i],
			&io->picks[i]));
	return seal_answers(r, a, io);
}

static err_t put(struct tx *tx, const struct region *r, const struct inhabitant *who)
{
	struct row_id person;
	usec now = clock_now(r->app->clock);
	if (who->is_there)
		return NULL;
	TRY(person_add(tx, who->public, who->name, STR("nl"), now, &person));
	TRY(address_add_soon(tx, who->mail, who->mail, person, now));
	for (size_t i = 0; i < r->choice_count; i++)
		TRY(pick_put_soon(tx, person, r->choices[i].id, who->picks[i], now));
	TRY(answer_put_all_soon(tx, person, now,
		(struct text_list){who->questions, who->answer_count},
		(struct bytes_list){who->bodies, who->answer_count}));
	return tx_wait(tx);
}

/* --- twenty of them --- */

struct batch {
	struct region *region;
	struct inhabitant *people;
	size_t count;
};

static err_t look_up(struct tx *tx, void *ctx)
{
	const struct batch *b = ctx;
	struct row_id owner;
	for (size_t i = 0; i < b->count; i++) {
		TRY(address_owner(tx, b->people[i].mail, &owner));
		b->people[i].is_there = owner.n;
	}
	return NULL;
}

static err_t put_all(struct tx *tx, void *ctx)
{
	const struct batch *b = ctx;
	TRY(access_keep_house(tx));
	for (size_t i = 0; i < b->count; i++)
		TRY(put(tx, b->region, &b->people[i]));
	return NULL;
}

/* One after the other: many that change much would clash. */
static err_t write_batch(struct batch *b)
{
	pthread_mutex_lock(&b->region->writing);
	err_t e = db_tx(b->region->app->db, put_all, b);
	pthread_mutex_unlock(&b->region->writing);
	return e;
}

static void count_made(struct region *r, const struct batch *b)
{
	for (size_t i = 0; i < b->count; i++) {
		r->made += !b->people[i].is_there;
		r->answers += (int64_t)b->people[i].answer_count;
	}
}

static err_t fill_batch(struct region *r, struct arena *a, int64_t first)
{
	struct batch b = {.region = r, .people = arena_array(a, struct inhabitant, BATCH)};
	for (; b.count < BATCH && first + (int64_t)b.count < r->people; b.count++) {
		b.people[b.count].number = first + (int64_t)b.count;
		b.people[b.count].mail = region_mail(a, b.people[b.count].number);
	}
	TRY(db_read(r->app->db, look_up, &b));
	for (size_t i = 0; i < b.count; i++)
		TRY(prepare(r, a, &b.people[i]));
	TRY(write_batch(&b));
	count_made(r, &b);
	return NULL;
}

static void tell(struct region *r, int64_t first, err_t e)
{
	pthread_mutex_lock(&r->lock);
	if (e) {
		r->fault = err_join(r->fault, e);
		r->failed = true;
	} else if (r->progress && first % (500 * BATCH) == 0) {
		r->progress(r->ctx, first);
	}
	pthread_mutex_unlock(&r->lock);
}

static void *work(void *arg)
{
	struct region *r = arg;
	struct arena *a = arena_new();
	int64_t first;
	while (!r->failed && (first = atomic_fetch_add(&r->next, BATCH)) < r->people) {
		tell(r, first, fill_batch(r, a, first));
		arena_reset(a);
	}
	arena_free(a);
	return NULL;
}

/* --- all --- */

/* The first of everything leads to a route. */
static err_t choose_route(struct region *r)
{
	r->choices = content_choices(r->app->content, 0, &r->choice_count);
	for (size_t i = 0; i < r->choice_count; i++)
		r->picks.option[i] = r->choices[i].options[0].id;
	r->route = content_route(r->app->content, 0, &r->picks);
	return r->route ? NULL : err_log(ERR_INVALID, "the first options lead to no route");
}

static err_t run_threads(struct region *r)
{
	pthread_t threads[THREADS];
	int count = 0;
	while (count < THREADS && pthread_create(&threads[count], NULL, work, r) == 0)
		count++;
	for (int i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
	return count ? r->fault : err_log(ERR_UNAVAILABLE, "no thread could be started");
}

err_t region_fill(const struct app *app, int64_t people, region_progress progress, void *ctx,
	struct region_count *ret_made)
{
	struct region r = {.app = app, .people = people, .progress = progress, .ctx = ctx};
	TRY(choose_route(&r));
	pthread_mutex_init(&r.writing, NULL);
	pthread_mutex_init(&r.lock, NULL);
	err_t e = run_threads(&r);
	pthread_mutex_destroy(&r.lock);
	pthread_mutex_destroy(&r.writing);
	TRY(e);
	*ret_made = (struct region_count){r.made, r.answers};
	return NULL;
}
