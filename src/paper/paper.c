#include "paper/paper.h"

#include "base/arena.h"
#include "base/mem.h"
#include "base/str.h"
#include "paper/press.h"

#include <pthread.h>

#define FOLDER "/usr/share/"
#define FAMILY "Open Sans"

/*
 * Read in this order of preference: what stands first draws a character that several have. From
 * fonts-open-sans, fonts-noto-core, fonts-noto-color-emoji and fonts-droid-fallback (Chinese,
 * Japanese, Korean). Noto's own Latin is as pleasant but takes longer to shape.
 */
static const char *const files[] = {
	"fonts/truetype/open-sans/OpenSans-Regular.ttf",
	"fonts/truetype/open-sans/OpenSans-Bold.ttf",
	"fonts/truetype/noto/NotoSans-Regular.ttf",
	"fonts/truetype/noto/NotoSans-Bold.ttf",
	"fonts/truetype/noto/NotoSansGeorgian-Regular.ttf",
	"fonts/truetype/noto/NotoSansGeorgian-Bold.ttf",
	"fonts/truetype/noto/NotoSansArmenian-Regular.ttf",
	"fonts/truetype/noto/NotoSansArmenian-Bold.ttf",
	"fonts/truetype/noto/NotoSansArabic-Regular.ttf",
	"fonts/truetype/noto/NotoSansArabic-Bold.ttf",
	"fonts/truetype/noto/NotoSansHebrew-Regular.ttf",
	"fonts/truetype/noto/NotoSansHebrew-Bold.ttf",
	"fonts/truetype/noto/NotoSansEthiopic-Regular.ttf",
	"fonts/truetype/noto/NotoSansEthiopic-Bold.ttf",
	"fonts/truetype/noto/NotoSansTifinagh-Regular.ttf",
	"fonts/truetype/noto/NotoSansThai-Regular.ttf",
	"fonts/truetype/noto/NotoSansThai-Bold.ttf",
	"fonts/truetype/noto/NotoSansDevanagari-Regular.ttf",
	"fonts/truetype/noto/NotoSansDevanagari-Bold.ttf",
	"fonts/truetype/noto/NotoSansTamil-Regular.ttf",
	"fonts/truetype/noto/NotoSansTamil-Bold.ttf",
	"fonts/truetype/noto/NotoSansMath-Regular.ttf",
	"fonts/truetype/noto/NotoSansSymbols-Regular.ttf",
	"fonts/truetype/noto/NotoSansSymbols2-Regular.ttf",
	"fonts/truetype/noto/NotoColorEmoji.ttf",
	"fonts-droid-fallback/truetype/DroidSansFallback.ttf",
};

/* Emoji are pictures of one size; each is drawn as large as the text around it. */
static const char rules[] =
	"<?xml version='1.0'?><fontconfig><match target='font'>"
	"<test name='outline'><bool>false</bool></test>"
	"<edit name='pixelsizefixupfactor' mode='assign'><divide>"
	"<name target='pattern'>pixelsize</name><name target='font'>pixelsize</name>"
	"</divide></edit>"
	"<edit name='matrix' mode='assign'><times><name>matrix</name><matrix>"
	"<name>pixelsizefixupfactor</name><double>0</double>"
	"<double>0</double><name>pixelsizefixupfactor</name>"
	"</matrix></times></edit>"
	"<edit name='size' mode='assign'><divide><name>size</name>"
	"<name>pixelsizefixupfactor</name></divide></edit>"
	"</match></fontconfig>";

struct paper {
	FcConfig *fonts;
	pthread_mutex_t lock;
	struct press *idle;
};

/* --- presses --- */

static void set_styles(struct press *p)
{
	for (int i = 0; i < STYLES; i++) {
		PangoFontDescription *font = pango_font_description_new();
		pango_font_description_set_family_static(font, FAMILY);
		pango_font_description_set_weight(font, (PangoWeight)style_looks[i].weight);
		pango_font_description_set_size(font, (int)(style_looks[i].size * PANGO_SCALE));
		p->fonts[i] = font;
	}
	p->attributes = pango_attr_list_new();
	pango_attr_list_insert(p->attributes, pango_attr_insert_hyphens_new(FALSE));
}

static void set_blank(struct press *p)
{
	cairo_glyph_t *glyphs = NULL;
	int count = 0;
	PangoFont *font = pango_context_load_font(p->context, p->fonts[STYLE_BODY]);
	cairo_scaled_font_t *scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
	p->blank_face = cairo_font_face_reference(cairo_scaled_font_get_font_face(scaled));
	if (!cairo_scaled_font_text_to_glyphs(
		    scaled, 0, 0, "\xe2\x80\x83", 3, &glyphs, &count, NULL, NULL, NULL) &&
		count)
		p->blank = glyphs[0];
	cairo_glyph_free(glyphs);
	g_object_unref(font);
}

static struct press *press_new(FcConfig *fonts)
{
	struct press *p = mem_new(struct press);
	cairo_font_options_t *options = cairo_font_options_create();
	p->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(p->map), fonts);
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(p->map), 72);
	p->context = pango_font_map_create_context(p->map);
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(p->context, options);
	pango_context_set_round_glyph_positions(p->context, FALSE);
	cairo_font_options_destroy(options);
	set_styles(p);
	set_blank(p);
	return p;
}

static void press_free(struct press *p)
{
	for (int i = 0; i < STYLES; i++)
		pango_font_description_free(p->fonts[i]);
	for (int i = 0; i < EMOJI_KEPT; i++)
		cairo_surface_destroy(p->emoji[i].surface);
	pango_attr_list_unref(p->attributes);
	cairo_font_face_destroy(p->blank_face);
	g_object_unref(p->context);
	/* Else it keeps its cached fonts, and they keep it. */
	pango_fc_font_map_shutdown(PANGO_FC_FONT_MAP(p->map));
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(p->map), NULL);
	g_object_unref(p->map);
	mem_free(p);
}

struct press *press_take(struct paper *paper)
{
	pthread_mutex_lock(&paper->lock);
	struct press *p = paper->idle;
	if (p)
		paper->idle = p->next;
	pthread_mutex_unlock(&paper->lock);
	return p ? p : press_new(paper->fonts);
}

void press_give(struct paper *paper, struct press *press)
{
	pthread_mutex_lock(&paper->lock);
	press->next = paper->idle;
	paper->idle = press;
	pthread_mutex_unlock(&paper->lock);
}

void press_speak(struct arena *a, struct press *press, struct str language, bool right_to_left)
{
	pango_context_set_language(press->context, pango_language_from_string(str_z(a, language)));
	pango_context_set_base_dir(press->context,
		right_to_left ? PANGO_DIRECTION_WEAK_RTL : PANGO_DIRECTION_WEAK_LTR);
}

/* --- fonts --- */

/*
 * fontconfig points at its own parts by distances, which no leak checker follows; and a thread of
 * Pango's may still hold them when the program ends.
 */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_CHECKED_FOR_LEAKS
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define IS_CHECKED_FOR_LEAKS
#endif
#ifdef IS_CHECKED_FOR_LEAKS
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig";
}
const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
	return "print_suppressions=0";
}
#endif

static void paper_free(void *arg)
{
	struct paper *paper = arg;
	for (struct press *p = paper->idle, *next; p; p = next) {
		next = p->next;
		press_free(p);
	}
	FcConfigSetCurrent(NULL);
	FcConfigDestroy(paper->fonts);
	pthread_mutex_destroy(&paper->lock);
	mem_free(paper);
}

static err_t read_fonts(struct arena *a, FcConfig *fonts)
{
	if (!FcConfigParseAndLoadFromMemory(fonts, (const FcChar8 *)rules, FcTrue))
		return err_log(ERR_INTERNAL, "fonts: rules not understood");
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		const char *path = str_fmt(a, FOLDER "%s", files[i]).p;
		if (!FcConfigAppFontAddFile(fonts, (const FcChar8 *)path))
			return err_log(ERR_UNAVAILABLE, "cannot read the font %s", path);
	}
	/* Else fontconfig reads the machine's own settings and fonts, in a thread of its own. */
	if (!FcConfigSetCurrent(fonts))
		return err_log(ERR_INTERNAL, "fonts: not taken");
	return NULL;
}

err_t paper_new(struct arena *a, struct paper **ret_paper)
{
	struct paper *paper = mem_new(struct paper);
	paper->fonts = FcConfigCreate();
	pthread_mutex_init(&paper->lock, NULL);
	arena_defer(a, paper_free, paper);
	TRY(read_fonts(a, paper->fonts));
	*ret_paper = paper;
	return NULL;
}
