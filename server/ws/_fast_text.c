/* server.ws.fast_text in C: the same functions; tests/server/ws/test_fast_text_compiled.py proves them equal to Python's.
 * Optional. The package works without it, and without a compiler.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

enum { WHOLE_TEXT = 0x81, MASKED = 0x80, KEY = 4, ON_STACK = 4096 };

/* Write payload XOR the four bytes of key, repeated (RFC 6455 §5.3), eight bytes at a time. */
static void unmask(unsigned char *to, const unsigned char *payload, Py_ssize_t size, const unsigned char *key) {
    uint64_t keys, bytes;
    memcpy(&keys, key, KEY);
    memcpy((char *)&keys + KEY, key, KEY);
    Py_ssize_t at = 0;
    for (; at + 8 <= size; at += 8) {
        memcpy(&bytes, payload + at, 8);
        bytes ^= keys;
        memcpy(to + at, &bytes, 8);
    }
    for (; at < size; at++) to[at] = payload[at] ^ key[at % KEY];
}

/* Return the text of a masked payload; NULL without an exception if it is not UTF-8, with one if memory ran out. */
static PyObject *text_of(const unsigned char *payload, Py_ssize_t size, const unsigned char *key) {
    unsigned char on_stack[ON_STACK];
    unsigned char *plain = size <= ON_STACK ? on_stack : PyMem_Malloc((size_t)size);
    if (!plain) return PyErr_NoMemory();
    unmask(plain, payload, size, key);
    PyObject *text = PyUnicode_DecodeUTF8((const char *)plain, size, "strict");
    if (plain != on_stack) PyMem_Free(plain);
    if (!text && PyErr_ExceptionMatches(PyExc_UnicodeDecodeError)) PyErr_Clear();
    return text;
}

/* Fill `texts` and return the end of the last one, or -1 with an exception. */
static Py_ssize_t take(PyObject *texts, const unsigned char *data, Py_ssize_t at, Py_ssize_t end, Py_ssize_t limit, Py_ssize_t most) {
    for (; end - at > KEY + 1 && data[at] == WHOLE_TEXT && most > 0; most--) {
        Py_ssize_t size = data[at + 1] - MASKED, start = at + 2;
        if (size == 126 && end - at > KEY + 3) {
            size = data[at + 2] << 8 | data[at + 3], start = at + 4;
            if (size < 126) break; /* not the shortest form of this length */
        } else if (size < 0 || size >= 126) {
            break;
        }
        const unsigned char *key = data + start;
        if (size > end - start - KEY || size > limit) break;
        PyObject *text = text_of(key + KEY, size, key);
        if (!text && PyErr_Occurred()) return -1;
        if (!text) break;
        int failed = PyList_Append(texts, text);
        Py_DECREF(text);
        if (failed) return -1;
        at = start + KEY + size;
    }
    return at;
}

static PyObject *take_texts(PyObject *Py_UNUSED(module), PyObject *const *arguments, Py_ssize_t count) {
    if (count != 4) return PyErr_Format(PyExc_TypeError, "take_texts takes 4 arguments, not %zd", count);
    Py_ssize_t at = PyLong_AsSsize_t(arguments[1]);
    Py_ssize_t limit = PyLong_AsSsize_t(arguments[2]), most = PyLong_AsSsize_t(arguments[3]);
    Py_buffer data;
    if (PyErr_Occurred() || PyObject_GetBuffer(arguments[0], &data, PyBUF_SIMPLE)) return NULL;
    PyObject *texts = PyList_New(0), *where = NULL, *result = NULL;
    if (texts && at >= 0) at = take(texts, data.buf, at, data.len, limit, most);
    if (texts && !PyErr_Occurred()) where = PyLong_FromSsize_t(at);
    if (where) result = PyTuple_Pack(2, texts, where);
    Py_XDECREF(where);
    Py_XDECREF(texts);
    PyBuffer_Release(&data);
    return result;
}

/* Return the header size of an unmasked frame with a payload of `size` bytes. */
static Py_ssize_t header_size(Py_ssize_t size) { return size < 126 ? 2 : size < 65536 ? 4 : 10; }

/* Write one whole text frame and return the start of the next one. */
static unsigned char *put(unsigned char *to, const char *payload, Py_ssize_t size) {
    *to++ = WHOLE_TEXT;
    if (size < 126) {
        *to++ = (unsigned char)size;
    } else {
        int bytes = size < 65536 ? 2 : 8;
        *to++ = bytes == 2 ? 126 : 127;
        while (bytes--) *to++ = (unsigned char)((uint64_t)size >> 8 * bytes);
    }
    memcpy(to, payload, (size_t)size);
    return to + size;
}

static PyObject *frame_texts(PyObject *Py_UNUSED(module), PyObject *payloads) {
    if (!PyList_CheckExact(payloads)) return PyErr_Format(PyExc_TypeError, "frame_texts takes a list");
    Py_ssize_t count = PyList_GET_SIZE(payloads), total = 0;
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *payload = PyList_GET_ITEM(payloads, i);
        if (!PyBytes_CheckExact(payload)) return PyErr_Format(PyExc_TypeError, "frame_texts takes a list of bytes");
        total += header_size(PyBytes_GET_SIZE(payload)) + PyBytes_GET_SIZE(payload);
    }
    PyObject *frames = PyBytes_FromStringAndSize(NULL, total);
    if (!frames) return NULL;
    unsigned char *to = (unsigned char *)PyBytes_AS_STRING(frames);
    for (Py_ssize_t i = 0; i < count; i++) {
        PyObject *payload = PyList_GET_ITEM(payloads, i);
        to = put(to, PyBytes_AS_STRING(payload), PyBytes_GET_SIZE(payload));
    }
    return frames;
}

static PyMethodDef functions[] = {
    {"take_texts", (PyCFunction)(void (*)(void))take_texts, METH_FASTCALL,
     "take_texts(data, at, limit, most)\n--\n\nReturn the whole texts in data from at on, and the offset of their end."},
    {"frame_texts", frame_texts, METH_O, "frame_texts(payloads)\n--\n\nReturn one whole text frame for each payload, concatenated."},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {{0, NULL}};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, .m_name = "server.ws._fast_text", .m_methods = functions, .m_slots = slots,
};

PyMODINIT_FUNC PyInit__fast_text(void) { return PyModuleDef_Init(&definition); }
