#include "mail/body.h"

#include "codec/json.h"

#define BODY_MOST (4 * LETTER_MOST)

static bool is_true(const struct json *value)
{
	return value && value->type == JSON_BOOL && value->truth;
}

static void set(struct arena *a, struct json *object, struct str name, struct str value)
{
	if (value.len)
		json_set(a, object, name, json_of_str(value));
}

struct str mail_body_write(struct arena *a, const struct outbox_mail *mail)
{
	struct json object = json_object();
	struct buf out;
	set(a, &object, STR("to"), mail->to);
	set(a, &object, STR("reply_to"), mail->reply_to);
	set(a, &object, STR("unsubscribe"), mail->unsubscribe);
	set(a, &object, STR("lang"), mail->letter->lang);
	set(a, &object, STR("subject"), mail->letter->subject);
	set(a, &object, STR("text"), mail->letter->text);
	set(a, &object, STR("html"), mail->letter->html);
	json_set(a, &object, STR("urgent"), json_of_bool(mail->urgent));
	buf_init(&out, a, 4096, BODY_MOST);
	json_write(&out, &object);
	return buf_str(&out);
}

err_t mail_body_read(struct arena *a, struct str text, struct mail_message *ret_message)
{
	static const struct json_limits limits = {.bytes = BODY_MOST, .depth = 2, .values = 16};
	struct json *object;
	TRY(json_parse(a, text, &limits, &object));
	struct mail_message m = {
		.to = json_str(json_get(object, STR("to"))),
		.reply_to = json_str(json_get(object, STR("reply_to"))),
		.unsubscribe = json_str(json_get(object, STR("unsubscribe"))),
		.lang = json_str(json_get(object, STR("lang"))),
		.subject = json_str(json_get(object, STR("subject"))),
		.text = json_str(json_get(object, STR("text"))),
		.html = json_str(json_get(object, STR("html"))),
		.urgent = is_true(json_get(object, STR("urgent"))),
	};
	if (!m.to.len)
		return err_log(ERR_INTERNAL, "mail body without an address");
	*ret_message = m;
	return NULL;
}
