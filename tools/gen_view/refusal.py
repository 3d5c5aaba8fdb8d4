"""What the generator says about a template that it does not accept."""


class Refusal(Exception):
    def __init__(self, file, line, text):
        super().__init__(f'{file}:{line}: {text}')
        self.file = file
        self.line = line
        self.text = text
