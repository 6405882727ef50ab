package sandbox

import "encoding/json"

// itemObject is an account as it is sent. Without an edit it is the struct: pages
// are large, and a map for each item would be slow.
func (s *Server) itemObject(a Account) any {
	if s.EditItem == nil && !s.NoCreatedAt {
		return newItem(a)
	}
	object := asObject(newItem(a))
	if s.NoCreatedAt {
		delete(object, "created_at")
	}
	if s.EditItem != nil {
		s.EditItem(a, object)
	}
	return object
}

// createdObject is the object of a 201.
func (s *Server) createdObject(a Account, submitted string) any {
	answer := newCreated(a)
	if s.EchoEmail {
		answer.Email = submitted
	}
	if s.EditCreated == nil && !s.NoCreatedAt {
		return answer
	}
	object := asObject(answer)
	if s.NoCreatedAt {
		delete(object, "created_at")
	}
	if s.EditCreated != nil {
		s.EditCreated(a, object)
	}
	return object
}

// asObject is a struct of ours as a JSON object. Numbers keep their spelling.
func asObject(v any) map[string]any {
	var raw map[string]json.RawMessage
	b, err := json.Marshal(v)
	if err == nil {
		err = json.Unmarshal(b, &raw)
	}
	if err != nil {
		panic("sandbox: not an object: " + err.Error()) // only our own types come here
	}
	object := map[string]any{}
	for name, value := range raw {
		object[name] = value
	}
	return object
}

// rewrite changes a JSON object in a body; anything else stays as it is.
func rewrite(body []byte, change func(map[string]json.RawMessage)) []byte {
	var object map[string]json.RawMessage
	if json.Unmarshal(body, &object) != nil || object == nil {
		return body
	}
	change(object)
	b, err := json.Marshal(object)
	if err != nil {
		return body
	}
	return b
}

func without(body []byte, fields ...string) []byte {
	return rewrite(body, func(object map[string]json.RawMessage) {
		for _, f := range fields {
			delete(object, f)
		}
	})
}

// withAuthID puts another auth_id into a 201.
func withAuthID(a reply, authID string) reply {
	if a.status == 201 {
		a.body = rewrite(a.body, func(object map[string]json.RawMessage) {
			object["auth_id"], _ = json.Marshal(authID) // a string can be encoded
		})
	}
	return a
}

// oddItem makes the first account of a list, or an account alone, one that a
// strict client can't read.
func oddItem(body []byte) []byte {
	return rewrite(body, func(object map[string]json.RawMessage) {
		list, isList := object["accounts"]
		if !isList {
			spoil(object)
			return
		}
		var items []json.RawMessage
		if json.Unmarshal(list, &items) != nil || len(items) == 0 {
			return
		}
		items[0] = rewrite(items[0], spoil)
		object["accounts"], _ = json.Marshal(items) // valid, as it was before
	})
}

func spoil(item map[string]json.RawMessage) {
	if _, isAccount := item["kyc_status"]; !isAccount {
		return
	}
	item["email"], item["company"] = json.RawMessage("null"), json.RawMessage("null")
	item["is_active"], item["auth_token"] = json.RawMessage("1"), json.RawMessage("5")
	delete(item, "kyc_status")
}
