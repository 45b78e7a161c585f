Feature: The opening handshake

  @promise.websocket
  Rule: A valid handshake is answered with 101
    RFC 6455 §4.2.2: the client must be able to check that a WebSocket server answered.

    Scenario Outline: A handshake written <way>
      When I request an upgrade at "/chat?user=Alice" <way>
      Then the response status should be 101
      And the response should contain the matching Sec-WebSocket-Accept

      Examples:
        | way                     |
        | properly                |
        | with other letter cases |

  @promise.strict-handshake
  Rule: Headers that are lists may have several elements
    RFC 9110 §5.3 and §7.6.1: proxies and browsers add elements and lines of their own.

    Scenario Outline: A handshake <way>
      When I request an upgrade at "/chat?user=Alice" <way>
      Then the response status should be 101

      Examples:
        | way                              |
        | with Connection on two lines     |
        | that lists another protocol, too |

  Rule: An invalid handshake is rejected with a status that says why
    RFC 6455 §4.2.1 and RFC 9110 §15.5.22: developers must be able to see what is wrong.

    @promise.handshakes
    Scenario Outline: A handshake <way> is answered with <status>
      Given user "Bob" connects to the chat
      When I request an upgrade at "/chat?user=Alice" <way>
      Then the handshake should be rejected with status <status>
      And user "Bob" should not receive anything

      Examples:
        | way                          | status |
        | without a key                | 400    |
        | with a key that is too short | 400    |
        | with a key that is no base64 | 400    |
        | without a version            | 426    |
        | with version 99              | 426    |
        | without Upgrade              | 426    |
        | without Connection           | 426    |
        | by POST                      | 405    |

      @promise.strict-handshake
      Examples: What RFC 6455 does not tell a server to reject
        | way            | status |
        | with two keys  | 400    |
        | with a body    | 400    |
        | with version 8 | 426    |

    @promise.names
    Scenario Outline: A message right behind a rejected handshake is not read, at <path>
      Given user "Bob" connects to the chat
      When I request an upgrade at "<path>" properly, with a message right behind it
      Then the handshake should be rejected with status 400
      And user "Bob" should not receive anything

      Examples:
        | path              |
        | /chat?user=server |
        | /chat?user=a%00b  |

      @promise.rooms
      Examples: Rooms
        | path                        |
        | /chat?user=Alice&room=a%20b |

      @promise.dialects
      Examples: Other dialects
        | path         |
        | /rooms/a%20b |

    @promise.strict-handshake
    Scenario: A plain HTTP request is told to upgrade
      When I send a GET request to "/chat"
      Then the response status should be 426
      And the response header "Upgrade" should be "websocket"
      And the response header "Sec-WebSocket-Version" should be "13"

    @promise.names
    Scenario: A name that is not valid UTF-8 is rejected
      When I connect to WebSocket at "/chat?user=%FF"
      Then the WebSocket connection should be rejected with status 400

    @promise.names
    Scenario Outline: An invalid name or room is rejected with 400: <path>
      When I connect to WebSocket at "<path>"
      Then the WebSocket connection should be rejected with status 400

      Examples:
        | path              |
        | /chat?user=a%00b  |
        | /chat?user=SERVER |

      @promise.rooms
      Examples: Rooms
        | path                        |
        | /chat?user=Alice&room=a%20b |
        | /chat?user=Alice&room=      |

  @promise.arrivals @promise.query
  Rule: The query is decoded as browsers encode it
    A name must arrive as the user typed it.

    Scenario Outline: "<path>" joins as <name>
      When I connect to WebSocket at "/chat?user=Bob"
      And I connect to WebSocket at "<path>"
      Then I should receive a "joined" message for "<name>"

      Examples:
        | path                       | name     |
        | /chat?user=Mary+Ann        | Mary Ann |
        | /chat?user=Mary%20Ann      | Mary Ann |
        | /chat?user=%41lice         | Alice    |
        | /chat?user=caf%C3%A9       | café     |
        | /chat?color=red&user=Alice | Alice    |

      @promise.anonymous
      Examples: No name
        | path              | name      |
        | /chat             | Anonymous |
        | /chat?user=       | Anonymous |
        | /chat?user=%20%20 | Anonymous |

  @promise.hosts
  Rule: A request for another host is rejected
    A page of another site can make a browser take its own name for the server's address (DNS rebinding).

    Scenario: A page that has rebound its name cannot connect
      Given user "Bob" connects to the chat
      When I request an upgrade at "/chat?user=Alice" for another host
      Then the handshake should be rejected with status 421
      And user "Bob" should not receive anything

    Scenario: A client that knows only the server's IP address can connect
      When I request an upgrade at "/chat?user=Alice" for an IP address
      Then the response status should be 101

  @promise.origin
  Rule: A page from another origin cannot connect
    Otherwise any page that a user visits could chat in their name (CWE-1385).

    Scenario Outline: A page from "<origin>" can connect to <path>
      When I connect to WebSocket at "<path>" from origin "<origin>"
      Then the WebSocket connection should be established

      Examples:
        | origin         | path             |
        | http://{host}  | /chat?user=Alice |
        | https://{host} | /chat?user=Alice |

      @promise.dialects
      Examples: Other dialects
        | origin         | path       |
        | http://{host}  | /ws        |
        | https://{host} | /ws        |
        | http://{host}  | /rooms/tea |
        | https://{host} | /rooms/tea |

      @promise.echo-endpoint
      Examples: The echo endpoint
        | origin         | path  |
        | http://{host}  | /echo |
        | https://{host} | /echo |

    Scenario Outline: A client that sends no origin can connect to <path>
      When I connect to WebSocket at "<path>"
      Then the WebSocket connection should be established

      Examples:
        | path             |
        | /chat?user=Alice |

      @promise.dialects
      Examples: Other dialects
        | path       |
        | /ws        |
        | /rooms/tea |

      @promise.echo-endpoint
      Examples: The echo endpoint
        | path  |
        | /echo |

    Scenario Outline: A page from "<origin>" cannot connect to <path>
      Given user "Bob" connects to the chat
      When I connect to WebSocket at "<path>" from origin "<origin>"
      Then the WebSocket connection should be rejected with status 403
      And user "Bob" should not receive anything

      Examples:
        | origin                     | path             |
        | http://evil.example        | /chat?user=Alice |
        | http://{host}.evil.example | /chat?user=Alice |
        | http://evil{host}          | /chat?user=Alice |
        | http://{host}@evil.example | /chat?user=Alice |
        | http://localhost:1         | /chat?user=Alice |
        | ftp://{host}               | /chat?user=Alice |
        | null                       | /chat?user=Alice |

      @promise.dialects
      Examples: Other dialects
        | origin                     | path       |
        | http://evil.example        | /ws        |
        | http://{host}.evil.example | /ws        |
        | http://evil{host}          | /ws        |
        | http://{host}@evil.example | /ws        |
        | http://localhost:1         | /ws        |
        | ftp://{host}               | /ws        |
        | null                       | /ws        |
        | http://evil.example        | /rooms/tea |
        | http://{host}.evil.example | /rooms/tea |
        | http://evil{host}          | /rooms/tea |
        | http://{host}@evil.example | /rooms/tea |
        | http://localhost:1         | /rooms/tea |
        | ftp://{host}               | /rooms/tea |
        | null                       | /rooms/tea |

      @promise.echo-endpoint
      Examples: The echo endpoint
        | origin                     | path  |
        | http://evil.example        | /echo |
        | http://{host}.evil.example | /echo |
        | http://evil{host}          | /echo |
        | http://{host}@evil.example | /echo |
        | http://localhost:1         | /echo |
        | ftp://{host}               | /echo |
        | null                       | /echo |

    @promise.metrics
    Scenario: The rejection of another origin is counted
      When the operator notes the current metrics
      And I connect to WebSocket at "/chat?user=Alice" from origin "http://evil.example"
      Then the metric "chat_refusals_total" with reason "origin" should have increased by 1

  @promise.departures @promise.strict-handshake @promise.limits @setting.small @servers.one
  Rule: When the server is full, the handshake is rejected with 503 and a time to retry
    RFC 9110 §15.6.4: a client can wait if it is told for how long.

    Scenario Outline: A fourth connection at <path>
      Given users "Alice", "Bob" and "Carol" connect to the chat
      When I request an upgrade at "<path>" properly
      Then the response status should be 503
      And the response header "Retry-After" should be a number
      And user "Alice" should not receive anything but notifications
      When user "Carol" leaves
      Then users "Alice" and "Bob" should receive "left" notification for "Carol"

      Examples:
        | path            |
        | /chat?user=Dave |

      @promise.dialects
      Examples: Other dialects
        | path       |
        | /ws        |
        | /rooms/tea |

      @promise.echo-endpoint
      Examples: The echo endpoint
        | path  |
        | /echo |

  @promise.deadlines @setting.short_timeouts
  Rule: A connection that does not finish its handshake in time is closed
    Unfinished handshakes take up connections that other users need.

    Scenario: Handshakes that stop halfway
      Given user "Bob" connects to the chat
      When I start handshakes without finishing them
      Then the server should have closed every TCP connection
      And user "Bob" should not receive anything

    Scenario: Answers that nobody reads
      Given user "Bob" connects to the chat
      When I send requests without reading their answers
      Then the server should have closed every TCP connection
      And user "Bob" should not receive anything

  @promise.request-limits
  Rule: A request whose head does not end is answered or closed, and not kept
    A few such requests would otherwise take all memory.

    Scenario: A head that does not end
      Given user "Bob" connects to the chat
      When I send a request whose head does not end
      Then the server should have closed every TCP connection
      And user "Bob" should not receive anything
