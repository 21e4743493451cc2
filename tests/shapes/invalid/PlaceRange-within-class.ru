PREFIX : <https://example.org/>
PREFIX dct: <http://purl.org/dc/terms/>
INSERT DATA { :land dct:isPartOf :nowhere }
