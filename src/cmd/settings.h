/*
 * The settings of an installation: one table says name, kind, default and meaning of each; it
 * reads the file (INI) and writes the commented example. An unknown or misspelt setting is an
 * error.
 */
#pragma once

#include "app/retention.h"
#include "base/buf.h"

struct settings {
	struct str public_url;
	struct str listen_address;
	int64_t listen_port;
	int64_t threads;
	int64_t workers;
	struct str trusted_proxies;
	struct str data_folder;
	struct str master_key_file;
	struct str database;
	struct str database_replica;
	struct str keys_database;
	struct str place_name;
	struct str contact;
	struct str security_contact;
	struct str language;
	struct str time_zone;
	struct str smtp_url;
	struct str smtp_user;
	struct str smtp_password_file;
	struct str smtp_tls;
	struct str smtp_ca_file;
	struct str mail_from;
	int64_t mail_hourly_most;
	int64_t share_places;
	int64_t unused_account_days;
	int64_t project_days;
	struct str official_list_file;
	int64_t consent_age;
	struct str log_level;
	struct str vc_api_folder;
	int64_t vc_api_port;
};

/* The defaults alone. */
void settings_defaults(struct settings *ret);
/* Reads a file over the defaults. Errors name file, line and setting. */
err_t settings_read(struct arena *a, const char *path, struct settings *ret);
/* How long each kind of record is kept. */
void settings_periods(const struct settings *s, struct retention_periods *ret);
/* A public_url is https, or http on this machine itself. */
err_t settings_check_url(struct str public_url);
/* The commented example file. */
void settings_print(struct buf *out);
