/* What the outbox seals: address and text of a mail as one JSON object. Private to this folder. */
#pragma once

#include "mail/message.h"
#include "mail/outbox.h"

struct str mail_body_write(struct arena *a, const struct outbox_mail *mail);
/* Fills all but id, date and sender; points into text. ERR_INTERNAL when it is none of ours. */
err_t mail_body_read(struct arena *a, struct str text, struct mail_message *ret_message);
