#include "app/region.h"

#include "app/access.h"
#include "app/answer.h"
#include "app/pick.h"
#include "base/vec.h"
#include "crypto/vault.h"
#include "db/content.h"
#include "db/statement.h"

#include <pthread.h>
#include <stdatomic.h>

/* So many threads make keys, each of which must be on disk. */
enum { THREADS = 16, BATCH = 20 };

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

/* --- twenty of them --- */

/* Those who are missing, as columns of the tables. */
struct batch {
	struct region *region;
	struct arena *arena;
	int64_t numbers[BATCH];
	struct str mails[BATCH], names[BATCH];
	struct public_id publics[BATCH];
	size_t count;
	struct text_list taken; /* of the mails */
	VEC(struct public_id) choosers, writers;
	VEC(struct str) choices, options, questions, bodies;
};

#define TEXTS(columns) ((struct text_list){(columns).at, (columns).len})
#define BYTES(columns) ((struct bytes_list){(columns).at, (columns).len})
#define PEOPLE(columns) ((struct public_id_list){(columns).at, (columns).len})

static err_t look_up(struct tx *tx, void *ctx)
{
	struct batch *b = ctx;
	return address_taken_soon(tx, b->arena, (struct text_list){b->mails, b->count}, &b->taken);
}

static bool is_taken(const struct batch *b, struct str mail)
{
	for (size_t i = 0; i < b->taken.len; i++)
		if (str_eq(b->taken.at[i], mail))
			return true;
	return false;
}

static err_t find_missing(struct batch *b, int64_t first)
{
	size_t asked, count = 0;
	for (asked = 0; asked < BATCH && first + (int64_t)asked < b->region->people; asked++)
		b->mails[asked] = region_mail(b->arena, first + (int64_t)asked);
	b->count = asked;
	TRY(db_read(b->region->app->db, look_up, b));
	for (size_t i = 0; i < asked; i++) {
		if (is_taken(b, b->mails[i]))
			continue;
		b->numbers[count] = first + (int64_t)i;
		b->mails[count++] = b->mails[i];
	}
	b->count = count;
	return NULL;
}

static struct str answer_for(
	struct arena *a, const struct content_question *question, int64_t number)
{
	if (question->kind == CONTENT_SCALE)
		return str_fmt(a, "%d", 1 + (int)(number % question->steps));
	if (question->option_count)
		return question->options[(uint64_t)number % question->option_count].id;
	return PICK(sentences, number);
}

static err_t choose(struct batch *b, struct public_id who)
{
	const struct region *r = b->region;
	for (size_t i = 0; i < r->choice_count; i++) {
		struct str choice = r->choices[i].id, sealed;
		TRY(pick_seal(r->app, b->arena, who, choice, r->picks.option[i], &sealed));
		vec_push(b->arena, &b->choosers, who);
		vec_push(b->arena, &b->choices, choice);
		vec_push(b->arena, &b->options, sealed);
	}
	return NULL;
}

static err_t answer_chapter(struct batch *b, const struct content_chapter *chapter, int64_t number,
	struct public_id who)
{
	for (size_t i = 0; i < chapter->count; i++) {
		const struct content_question *question = &chapter->questions[i];
		struct str sealed, text = answer_for(b->arena, question, number + (int64_t)i);
		if (question->kind == CONTENT_PHOTO)
			continue;
		TRY(answer_seal(b->region->app, b->arena, who, question, text, &sealed));
		vec_push(b->arena, &b->writers, who);
		vec_push(b->arena, &b->questions, question->id);
		vec_push(b->arena, &b->bodies, sealed);
	}
	return NULL;
}

static err_t fill_in(struct batch *b, int64_t number, struct public_id who)
{
	const struct content_route *route = b->region->route;
	TRY(choose(b, who));
	for (size_t i = 0; i < route->count; i++)
		TRY(answer_chapter(b, &route->chapters[i], number, who));
	return NULL;
}

static err_t prepare(struct batch *b)
{
	const struct app *app = b->region->app;
	for (size_t i = 0; i < b->count; i++) {
		b->publics[i] = public_id_new(app->random);
		b->names[i] =
			str_fmt(b->arena, "%.*s %.*s", STR_ARG(PICK(given_names, b->numbers[i])),
				STR_ARG(PICK(family_names, b->numbers[i] / 7)));
	}
	TRY(vault_add_owners(app->vault, b->arena, b->publics, b->count));
	for (size_t i = 0; i < b->count; i++)
		TRY(fill_in(b, b->numbers[i], b->publics[i]));
	return NULL;
}

static err_t put_all(struct tx *tx, void *ctx)
{
	const struct batch *b = ctx;
	struct public_id_list people = {b->publics, b->count};
	usec now = clock_now(b->region->app->clock);
	TRY(access_keep_house(tx));
	TRY(person_add_all_soon(
		tx, people, (struct text_list){b->names, b->count}, STR("nl"), now));
	TRY(address_add_all_soon(tx, people, (struct text_list){b->mails, b->count}, now));
	TRY(pick_add_all_soon(tx, PEOPLE(b->choosers), TEXTS(b->choices), BYTES(b->options), now));
	return answer_add_all_soon(
		tx, PEOPLE(b->writers), TEXTS(b->questions), BYTES(b->bodies), now);
}

/* One after the other: many that change much would clash. */
static err_t write_batch(struct batch *b)
{
	pthread_mutex_lock(&b->region->writing);
	err_t e = db_tx(b->region->app->db, put_all, b);
	pthread_mutex_unlock(&b->region->writing);
	return e;
}

static err_t fill_batch(struct region *r, struct arena *a, int64_t first)
{
	struct batch b = {.region = r, .arena = a};
	TRY(find_missing(&b, first));
	if (!b.count)
		return NULL;
	TRY(prepare(&b));
	TRY(write_batch(&b));
	r->made += (int64_t)b.count;
	r->answers += (int64_t)b.bodies.len;
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
