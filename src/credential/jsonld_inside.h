/*
 * Inside JSON-LD: active contexts, their terms, and what one call carries along. Section numbers
 * are those of JSON-LD 1.1 Processing Algorithms and API.
 */
#pragma once

#include "base/arena.h"
#include "credential/jsonld.h"
#include "credential/jsonld_keyword.h"

/* Containers are sets of these bits, one a keyword. */
#define IN(kw) (1u << (kw))

enum text_direction { DIRECTION_UNSET, DIRECTION_NULL, DIRECTION_LTR, DIRECTION_RTL };

/* Where an IRI may be null: p is NULL. A keyword has its name as text. */
struct iri {
	struct str text;
	enum keyword kw;
};

/* A term definition (section 4.1). Immutable once it stands in a context. */
struct term {
	struct str name;
	uint64_t hash;
	struct iri iri;
	struct iri type;           /* text.p is NULL: none */
	struct str language;       /* with has_language; p NULL: null */
	struct str index, nest;    /* p NULL: none */
	const struct json *scoped; /* local context, or NULL */
	struct str scoped_base;    /* URL of the document it stands in */
	uint32_t container;
	enum text_direction direction;
	bool has_language;
	bool reverse, prefix, is_protected;
	bool absent; /* stands in the place of a definition that was taken away */
	bool shared; /* lives in the cache, for all documents */
};

/* An active context (section 4.1). Immutable once made. */
struct context {
	const struct term **slots; /* open addressing, at most half full */
	uint32_t mask, terms;
	struct str base; /* with own_base; p NULL: null */
	bool own_base;   /* otherwise the document's */
	bool shared;     /* as that of a term */
	enum text_direction direction;
	struct str language, vocab;
	const struct context *previous;
};

/* A context document, once parsed. */
struct remote {
	struct remote *next;
	struct str url;
	const struct json *context; /* the value of its @context */
};

struct cache;

/* What one call, or one entry in the making in the cache, carries along. */
struct call {
	struct arena *arena;
	struct cache *cache;
	struct str base; /* of the document; or STR_NONE */
	const struct context *initial;
	size_t work_left;
	unsigned depth_left, contexts_left, shared_left;
	bool strict;
	const struct jsonld_reading *reading; /* or NULL */
	bool for_cache;                       /* the result may not depend on the document */
	bool needs_document;                  /* it would have */
	struct memo *memo;                    /* results of scoped contexts, of this call alone */
};

/* "CODE: TERM"; term may be STR_NONE. */
err_t jsonld_fail(const char *code, struct str term);
/* Refuses a name that the document may not use for the IRI (a keyword's is its name). */
err_t jsonld_name(const struct call *c, struct str name, struct str iri);
/* Takes n steps off what the call may do. */
err_t jsonld_work(struct call *c, size_t n);
/* One level down, until jsonld_leave. */
err_t jsonld_enter(struct call *c);
void jsonld_leave(struct call *c);

/* The term's definition, or NULL. */
const struct term *context_find(const struct call *c, const struct context *ctx, struct str name);
/* Adds or replaces a definition while ctx, which has room, is being made. */
void context_put(struct context *ctx, const struct term *t);
/* The base IRI in force, or STR_NONE. */
struct str context_base(struct call *c, const struct context *ctx);

/* Context documents that one stands in, innermost first. */
struct chain {
	const struct remote *remote;
	const struct chain *outer;
};

/* How a local context is processed (section 4.1.2). */
struct processing {
	struct str base_url;
	const struct chain *chain;
	bool override_protected;
	bool not_propagated;
	bool only_new; /* skips documents of the chain: "validate scoped context" is false */
};
err_t context_process(struct call *c, const struct context *active, const struct json *local,
	struct processing how, const struct context **ret_context);

/* The document's own @context. */
err_t context_embedded(struct call *c, const struct context *active, const struct json *local,
	const struct context **ret_context);
/* A term's scoped context: for a property, for a type, and for an entry of a map by type. */
err_t context_of_property(struct call *c, const struct context *active, const struct term *t,
	const struct context **ret_context);
err_t context_of_type(struct call *c, const struct context *active, const struct term *t,
	const struct context **ret_context);
err_t context_of_map(struct call *c, const struct context *active, const struct term *t,
	const struct context **ret_context);

/* null, "ltr" or "rtl". */
err_t direction_parse(const struct json *value, enum text_direction *ret_direction);

/* A local context whose terms are being defined. */
struct defining {
	struct call *call;
	struct context *context;
	const struct json *local;
	struct processing how;
	bool is_protected;
	uint64_t *hashes; /* of the members' names */
	uint8_t *state;   /* of the members: enum in jsonld_term.c */
	uint32_t *index;  /* open addressing; 1 + number of a member */
	uint32_t mask;
};
/* Create Term Definition (section 4.2.2) for all members of d->local. */
err_t terms_define(struct defining *d);
/* The same for the member of that name, if there is one that has not been defined yet. */
err_t term_define_first(struct defining *d, struct str name);

/* The keyword that name is or stands for. */
enum keyword context_keyword(const struct call *c, const struct context *ctx, struct str name);
/* IRI expansion (section 5.2.2); d is NULL when no context is being defined. */
enum iri_as { IRI_DOCUMENT = 1, IRI_VOCAB = 2, IRI_BOTH = 3 };
err_t iri_expand(struct call *c, const struct context *ctx, struct defining *d, struct str value,
	enum iri_as as, struct iri *ret_iri);
/* a and b after one another, paid for by work. */
err_t iri_join(struct call *c, struct str a, struct str b, struct str *ret_iri);
/* A keyword, an IRI, or a blank node identifier. */
bool iri_is_absolute(const struct iri *iri);

/* What a context may be made from, by way of the cache. */
enum step_kind { STEP_REMOTE, STEP_PROPERTY, STEP_TYPE, STEP_TYPE_MAP };
struct step {
	const struct context *from;
	enum step_kind kind;
	const struct remote *remote; /* or, for the others: */
	const struct term *term;
};
err_t cache_step(struct call *c, struct step s, const struct context **ret_context);
/* A context document: built in, or from the loader. */
err_t cache_remote(struct call *c, struct str url, const struct remote **ret_remote);

/* A call's use of the cache, from beginning to end. */
struct cache *cache_acquire(struct jsonld_contexts *contexts);
void cache_release(struct cache *cache);
const struct context *cache_initial(const struct cache *cache);
uint64_t cache_hash(const struct cache *cache, struct str s);
