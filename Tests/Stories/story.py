"""Plays a story of an office through Samba and prints what happened.

    story.py STORY PORT

A story is Markdown. Its prose is printed as it stands; lines indented by four blanks are what people do, one a line.
Below a line, `| … |` is a table and `> …` a line of text that must be there, word for word. The first difference ends
the story with status 1.

    take PATH                      copy a file from the share to the desk
    fill in FILE as NEW            write the table below into the data sheet, under its headers
    correct FILE at COLUMN "VALUE" find the row with that value in that column; the table below says what to change
    set FILE NAME to TEXT          fill in a line of the sheet Settings
    make KIND as NEW               put a file of some kind on the desk (see MAKERS)
    rename FILE to NEW             on the desk
    drop FILE into FOLDER          copy it to the share, as a file manager does
    order VERB JOB                 copy the job's ticket into control/VERB; the answer is printed
    job NAME                       wait until a drop of that name has a folder in outgoing; {job} is that folder
    done NAME                      the same, until its results are there
    see PATH                       wait until the share has it
    read PATH                      wait for a text; every line is compared
    page PATH                      wait until a page says each line
    table FILE                     compare columns of a workbook on the desk with the table below
    list FILE                      compare the names in a ZIP on the desk
    rejected NAME                  wait until a drop was given back; compare the reason in the text beside it
    letter NAME                    compare that whole text
"""

import html, os, re, subprocess, sys, tempfile, time, zipfile
import openpyxl

LIMIT = 240
JOB = re.compile(r"\d{8}-\d{6}-[\w-]+?-[a-z2-7]{4}\b")


class Different(Exception):
    pass


class Share:
    """The share as smbclient shows it."""

    def __init__(self, port):
        self.words = ["smbclient", "-N", "-s", "/dev/null", "-p", port, "//127.0.0.1/office", "-c"]

    def run(self, command):
        environment = dict(os.environ, LC_ALL="C.UTF-8")
        done = subprocess.run(self.words + [command], capture_output=True, env=environment, stdin=subprocess.DEVNULL)
        text = (done.stdout + done.stderr).decode("utf-8", "replace")
        found = re.search(r"NT_STATUS_\w+", text)
        if done.returncode or found:
            raise FileNotFoundError(found.group() if found else text.strip())
        return text

    def get(self, path, target):
        self.run('get "%s" "%s"' % (path, target))

    def put(self, source, path):
        put = 'put "%s" "%s"' % (source, path)
        try:
            self.run(put)
        except FileNotFoundError as problem:
            if "ACCESS_DENIED" not in str(problem):
                raise
            # What is read-only is replaced, as office programs do.
            self.run('del "%s"; %s' % (path, put))

    def put_folder(self, source, path):
        files = ['put "%s" "%s/%s"' % (os.path.join(source, n), path, n) for n in sorted(os.listdir(source))]
        self.run("; ".join(['mkdir "%s"' % path] + files))

    def names(self, folder):
        try:
            lines = self.run('cd "%s"; ls' % folder).split("\n")
        except FileNotFoundError:
            return []
        found = [re.fullmatch(r"  (.+?) +[A-Z]* +\d+  \w{3} \w{3} [\d: ]+", line) for line in lines]
        return sorted(match.group(1) for match in found if match and match.group(1) not in (".", ".."))

    def has(self, path):
        folder, _, name = path.rpartition("/")
        return name in self.names(folder)


def soon(what, look):
    """Looks until something is there."""
    end = time.monotonic() + LIMIT
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise Different("waited %d s in vain for %s" % (LIMIT, what))
        time.sleep(0.1)


def picture(path):
    from PIL import Image

    Image.new("RGB", (64, 48), (200, 60, 40)).save(path, "PNG")


def book(path, rows, sheet="Sheet"):
    made = openpyxl.Workbook()
    made.active.title = sheet
    for row in rows:
        made.active.append(row)
    made.save(path)


def zipped(path, files, flag=0):
    with zipfile.ZipFile(path, "w") as made:
        for name, data in files.items():
            made.writestr(name, data)
    if flag:
        data = bytearray(open(path, "rb").read())
        for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
            at = data.find(mark)
            while at >= 0:
                data[at + place] |= flag
                at = data.find(mark, at + 4)
        open(path, "wb").write(data)


def compound(path, stream):
    """The container of old Office files and of workbooks with a password, by the names of its streams."""
    data = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + bytes.fromhex("3e000300feff0900060000000000"))
    data += bytes(512 - len(data))
    data[44:48] = (1).to_bytes(4, "little")
    data[48:52] = (1).to_bytes(4, "little")
    data[56:60] = (4096).to_bytes(4, "little")
    data[60:64] = data[68:72] = b"\xfe\xff\xff\xff"
    data[76:80] = (0).to_bytes(4, "little")
    data[80:512] = b"\xff" * 432
    table = bytearray(b"\xff" * 512)
    table[0:4], table[4:8] = b"\xfd\xff\xff\xff", b"\xfe\xff\xff\xff"
    folder = bytearray()
    for name, kind, child in (("Root Entry", 5, 1), (stream, 2, -1)):
        entry = bytearray(128)
        text = (name + "\0").encode("utf-16-le")
        entry[: len(text)] = text
        entry[64:66] = len(text).to_bytes(2, "little")
        entry[66] = kind
        entry[67] = 1
        entry[68:76] = b"\xff" * 8
        entry[76:80] = child.to_bytes(4, "little", signed=True)
        entry[116:120] = b"\xfe\xff\xff\xff"
        folder += entry
    folder += bytes(512 - len(folder))
    open(path, "wb").write(data + table + folder)


def half(path, story):
    whole = path + ".whole"
    book(whole, [["Product", "Number"]] + [["cup %d" % n, n] for n in range(1, 400)])
    data = open(whole, "rb").read()
    open(path, "wb").write(data[: len(data) // 2])
    os.remove(whole)


def folder(path, files):
    os.mkdir(path)
    for name, data in files.items():
        open(os.path.join(path, name), "wb").write(data)


def bytes_of(make):
    with tempfile.TemporaryDirectory() as place:
        path = os.path.join(place, "x")
        make(path)
        return open(path, "rb").read()


HEAD = ["Product", "Number"]
MAKERS = {
    "a workbook with a password": lambda path, story: compound(path, "EncryptedPackage"),
    "an old workbook": lambda path, story: compound(path, "Workbook"),
    "half a workbook": half,
    "an empty file": lambda path, story: open(path, "wb").close(),
    "a GBK table with a broken byte": lambda path, story: open(path, "wb").write(
        "Product,Number\n".encode() + ("茶杯,1\n办公室用的白色大茶壶,2\n" * 5).encode("gbk") + b"\xb2\xe8\xff,5\n"
        + ("客户要的蓝色小碗,6\n" * 5).encode("gbk")),
    "a table": lambda path, story: book(path, story.table),
    "a picture that is text": lambda path, story: open(path, "wb").write(b"This is no picture.\n"),
    "a picture": lambda path, story: picture(path),
    "a ZIP with a password": lambda path, story: zipped(path, {"cup.png": bytes_of(picture)}, flag=1),
    "a folder without tables and pictures": lambda path, story: folder(path, {"letter.docx": bytes_of(
        lambda x: zipped(x, {"word/document.xml": b"<document/>"})), "notes.md": b"-"}),
}


class Story:
    def __init__(self, port):
        self.share = Share(port)
        self.place = tempfile.TemporaryDirectory()
        self.job = ""
        self.table, self.text = [], []

    def desk(self, name):
        return os.path.join(self.place.name, os.path.basename(name))

    # What people do

    def take(self, path):
        target = self.desk(path)
        soon(path, lambda: self.share.has(path))
        self.share.get(path, target)

    def fill_in(self, name, new):
        made = openpyxl.load_workbook(self.desk(name))
        titles, rows = self.table[0], self.table[1:]
        sheet, at, columns = self.header(made, titles)
        for number in range(sheet.max_row, at, -1):
            sheet.delete_rows(number)
        for offset, row in enumerate(rows, 1):
            for title, value in zip(titles, row):
                sheet.cell(at + offset, columns[title]).value = value
        made.save(self.desk(new))

    def correct(self, name, column, value):
        made = openpyxl.load_workbook(self.desk(name))
        titles, row = self.table[0], self.table[1]
        sheet, at, columns = self.header(made, [column] + titles)
        found = [n for n in range(at + 1, sheet.max_row + 1) if str(sheet.cell(n, columns[column]).value) == value]
        if len(found) != 1:
            raise Different("%d rows have '%s' in '%s'" % (len(found), value, column))
        for title, cell in zip(titles, row):
            sheet.cell(found[0], columns[title]).value = cell
        made.save(self.desk(name))

    def set_value(self, name, key, text):
        """Fills in a line of the sheet Settings."""
        made = openpyxl.load_workbook(self.desk(name))
        sheet = made["Settings"] if "Settings" in made.sheetnames else made.create_sheet("Settings")
        for row in sheet.iter_rows(max_col=1):
            if row[0].value == key:
                sheet.cell(row[0].row, 2).value = text
                return made.save(self.desk(name))
        sheet.append([key, text])
        made.save(self.desk(name))

    def header(self, made, titles):
        """The sheet, the row and the columns that have these titles."""
        for sheet in made.worksheets:
            for row in sheet.iter_rows(min_row=1, max_row=20):
                columns = {str(cell.value).rstrip("* "): cell.column for cell in row if cell.value is not None}
                if all(title in columns for title in titles):
                    return sheet, row[0].row, columns
        raise Different("no sheet has the columns %s" % ", ".join(titles))

    def make(self, kind, name):
        MAKERS[kind](self.desk(name), self)

    def rename(self, name, new):
        os.rename(self.desk(name), self.desk(new))

    def drop(self, name, folder):
        source = self.desk(name)
        put = self.share.put_folder if os.path.isdir(source) else self.share.put
        put(source, "%s/%s" % (folder, name))

    def order(self, verb, job):
        name = soon("the ticket", lambda: [n for n in self.share.names("outgoing/" + job) if n.endswith("ticket.txt")])
        self.take("outgoing/%s/%s" % (job, name[0]))
        self.share.put(self.desk(name[0]), "control/%s/%s" % (verb, name[0]))
        folder, answers = "control/" + verb, [job + "." + word + ".txt" for word in ("done", "refused")]
        answer = soon("the answer", lambda: [n for n in self.share.names(folder) if n in answers])
        lines = self.words_of("%s/%s" % (folder, answer[0]))
        # Below an empty line stands to what it is the answer, and when.
        self.compare(lines[: lines.index("")] if "" in lines else lines)

    def find(self, name):
        """The latest job whose name holds the drop's."""
        slug = re.sub(r"[^\w]+", "-", os.path.splitext(name)[0].lower())
        return lambda: sorted(n for n in self.share.names("outgoing") if slug in n.lower())[-1:]

    def await_job(self, name):
        self.job = soon("the job of " + name, self.find(name))[0]

    def await_results(self, name):
        self.await_job(name)
        soon("the results", lambda: [n for n in self.share.names("outgoing/" + self.job) if n.endswith(".zip")])

    def see(self, path):
        soon(path, lambda: self.share.has(path))

    def read(self, path):
        soon(path, lambda: self.share.has(path))
        self.compare(self.words_of(path))

    def lines_of(self, path):
        with tempfile.NamedTemporaryFile() as file:
            self.share.get(path, file.name)
            return open(file.name, encoding="utf-8-sig").read().strip().splitlines()

    def words_of(self, path):
        """Its lines; a job's name holds the time and four letters, and is written as <job>."""
        return [JOB.sub("<job>", line) for line in self.lines_of(path)]

    def page(self, path):
        missing = []

        def look():
            if not self.share.has(path):
                return False
            text = " ".join(self.lines_of(path))
            text = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.S)
            text = " ".join(JOB.sub("<job>", html.unescape(re.sub(r"<[^>]*>", " ", text))).split())
            missing[:] = [line for line in self.text if line not in text]
            return not missing

        try:
            soon("the page", look)
        except Different:
            raise Different("the page does not say: " + " / ".join(missing or ["(it is not there)"]))

    def compare(self, lines):
        expected = self.text
        if lines != expected:
            raise Different("expected:\n%s\nfound:\n%s" % ("\n".join(expected), "\n".join(lines)))

    def compare_table(self, name):
        made = openpyxl.load_workbook(self.desk(name))
        titles = self.table[0]
        sheet, at, columns = self.header(made, titles)
        rows = [[sheet.cell(n, columns[t]).value for t in titles] for n in range(at + 1, sheet.max_row + 1)]
        found = [["" if cell is None else str(cell) for cell in row] for row in rows]
        wanted = [["" if cell is None else str(cell) for cell in row] for row in self.table[1:]]
        if found != wanted:
            raise Different("found:\n" + "\n".join("| %s |" % " | ".join(row) for row in found))

    def list_zip(self, name):
        with zipfile.ZipFile(self.desk(name)) as opened:
            self.compare(sorted(opened.namelist()))

    def rejected(self, name):
        lines = self.words_beside(name)
        self.compare(lines[: lines.index("")] if "" in lines else lines)

    def letter(self, name):
        self.compare(self.words_beside(name))

    def words_beside(self, name):
        path = "rejected/%s.txt" % name
        soon("the words beside " + name, lambda: self.share.has(path))
        lines = self.words_of(path)
        # The job's name stands below, for whoever asks the administrator.
        while lines and lines[-1] in ("", "(<job>)"):
            lines.pop()
        return lines

    COMMANDS = [
        (r"take (.+)", take),
        (r"fill in (.+) as (.+)", fill_in),
        (r'correct (.+) at (.+) "(.+)"', correct),
        (r"set (.+?) (\S+) to (.+)", set_value),
        (r"make (.+) as (.+)", make),
        (r"rename (.+) to (.+)", rename),
        (r"drop (.+) into (.+)", drop),
        (r"order (\w+) (.+)", order),
        (r"job (.+)", await_job),
        (r"done (.+)", await_results),
        (r"see (.+)", see),
        (r"read (.+)", read),
        (r"page (.+)", page),
        (r"table (.+)", compare_table),
        (r"list (.+)", list_zip),
        (r"rejected (.+)", rejected),
        (r"letter (.+)", letter),
    ]

    def act(self, command):
        for pattern, action in self.COMMANDS:
            match = re.fullmatch(pattern, command)
            if match:
                return action(self, *(word.replace("{job}", self.job) for word in match.groups()))
        raise Different("nobody knows what this is: " + command)


def value(text):
    """A cell as people type it."""
    text = text.strip()
    if text == "":
        return None
    return int(text) if re.fullmatch(r"-?[1-9]\d{0,8}|0", text) else text


def steps(lines):
    """Prose as text, commands with their tables and texts."""
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if not line.startswith("    "):
            yield line, None, [], [], at
            continue
        number, table, text = at, [], []
        while at < len(lines) and lines[at].startswith("    ") and lines[at].strip()[:1] in ("|", ">"):
            below = lines[at].strip()
            if below[0] == "|":
                table.append([value(cell) for cell in below.strip("|").split("|")])
            else:
                text.append(below[2:].rstrip())
            at += 1
        yield None, line.strip(), table, text, number


def main(path, port):
    story = Story(port)
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    shown = 0
    for prose, command, table, text, number in steps(lines):
        if command is None:
            print(prose)
            continue
        story.table, story.text = table, text
        try:
            story.act(command)
        except (Different, FileNotFoundError, KeyError) as problem:
            print("    " + command)
            print("\n%s, line %d: %s\n%s" % (os.path.basename(path), number, command, problem))
            return 1
        end = number + len(table) + len(text)
        for line in lines[number - 1 : end]:
            print(line.replace("{job}", story.job))
        shown += 1
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", line_buffering=True)
    sys.exit(main(sys.argv[1], sys.argv[2]))
