PREFIX : <https://example.org/>
PREFIX dct: <http://purl.org/dc/terms/>
INSERT DATA { :storm dct:isPartOf :land }
