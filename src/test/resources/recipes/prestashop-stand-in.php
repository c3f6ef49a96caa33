<?php
/*
 * What of PrestaShop the module calls, for what happened in a real shop to happen to it again; run as: php prestashop-stand-in.php CASE REQUESTS KEY,
 * beside prestashop.php and prestashop-recorded.json. It does the first REQUESTS requests of the case.
 *
 * Compared on 1 December 2026 with PrestaShop 8.1.5: the hooks, their order, their parameters, the fields of orders, currencies and slips, what the cookie
 * holds as each hook is called, and whether the shop lets it be written, are those that a second module noted there, at hooks before this one's. A request
 * that only showed a page is left out. Where the cookie does not hold here what it held there, this fails.
 */
error_reporting(E_ALL);
set_error_handler(function ($level, $words) {
    if (error_reporting() & $level) {
        throw new ErrorException($words);
    }
});

const _DB_PREFIX_ = 'ps_';

/** Of the real one: what is not written is lost with the request, and where the shop leads on elsewhere it writes no more. */
class Cookie
{
    private static $kept = [];
    private $values;

    public function __construct(private $who)
    {
        $this->values = self::$kept[$who] ?? [];
    }

    public function __get($name)
    {
        return $this->values[$name] ?? false;
    }

    public function __isset($name)
    {
        return isset($this->values[$name]);
    }

    public function __set($name, $value)
    {
        if (preg_match('/¤|\|/', $value)) {
            throw new Exception('Forbidden chars in cookie');
        }
        $this->values[$name] = $value;
    }

    public function write()
    {
        self::$kept[$this->who] = $this->values;
    }
}

class Module
{
    public $name;
    public $version;
    public $author;
    public $displayName;
    public $description;
    public $context;
    public $hooks = [];

    public function __construct()
    {
        $this->context = (object) ['cookie' => null];
    }

    public function install()
    {
        return true;
    }

    public function registerHook($names)
    {
        $this->hooks = $names;
        return true;
    }
}

class Tools
{
    public static $parameters = [];

    public static function getValue($name)
    {
        return self::$parameters[$name] ?? false;
    }
}

class Db
{
    const INSERT = 1;
    const REPLACE = 3;

    public static $carts = [];
    public static $slips = [];

    public static function getInstance()
    {
        return new self();
    }

    public function execute($sql)
    {
        return str_starts_with($sql, 'CREATE TABLE IF NOT EXISTS ps_grapevine_cart ');
    }

    public function insert($table, $row, $nulls = false, $cache = true, $type = self::INSERT)
    {
        if ($type === self::INSERT && isset(self::$carts[$row['id_cart']])) {
            throw new LogicException('Duplicate entry');
        }
        self::$carts[$row['id_cart']] = $row['click_ids'];
        return $table === 'grapevine_cart';
    }

    public function getValue($sql)
    {
        preg_match('/^SELECT click_ids FROM ps_grapevine_cart WHERE id_cart = (\d+)$/', $sql, $found);
        return self::$carts[$found[1]] ?? false;
    }

    public function executeS($sql)
    {
        preg_match('/^SELECT id_order_slip, (\w+) \+ (\w+) AS total FROM ps_order_slip WHERE id_order = (\d+) ORDER BY id_order_slip$/', $sql, $found);
        return array_map(
            fn ($slip) => ['id_order_slip' => $slip['id_order_slip'], 'total' => sum($slip[$found[1]], $slip[$found[2]])],
            self::$slips[$found[3]] ?? []
        );
    }
}

/** As MariaDB adds decimals of six places. */
function sum($one, $other)
{
    return number_format((float) $one + (float) $other, 6, '.', '');
}

function pSQL($text)
{
    return addslashes($text);
}

class Configuration
{
    public static $values = ['PS_OS_CANCELED' => '6', 'PS_OS_REFUND' => '7'];

    public static function get($name)
    {
        return self::$values[$name];
    }
}

/** With the fields that were recorded of it. */
class Recorded
{
    public static $rows = [];
    private $row;

    public function __construct($id)
    {
        $this->row = self::$rows[static::class][$id];
    }

    public function __get($name)
    {
        return $this->row[$name];
    }
}

class Currency extends Recorded
{
}

class Order extends Recorded
{
    public function hasBeenPaid()
    {
        return $this->__get('hasBeenPaid');
    }
}

class PrestaShopLogger
{
    public static function addLog($words, $severity)
    {
        echo $words, "\n";
    }
}

require 'prestashop.php';

[, $case, $requests, Configuration::$values['GV_KEY']] = $argv;
$recorded = json_decode(file_get_contents('prestashop-recorded.json'), true);
$module = new Grapevine();
$module->install();
foreach ($module->hooks as $hook) {
    if (!isset($recorded['hooks'][$hook]) || !method_exists($module, 'hook' . ucfirst($hook))) {
        throw new LogicException($hook);
    }
}
foreach (array_slice($recorded['cases'][$case], 0, (int) $requests) as $request) {
    $cookie = $module->context->cookie = new Cookie($request['who']);
    parse_str((string) parse_url(explode(' ', $request['request'])[1], PHP_URL_QUERY), Tools::$parameters);
    foreach ($request['hooks'] as $event) {
        if (($cookie->gv_click ?? null) !== $event['cookieHas']) {
            throw new LogicException($request['request'] . ': ' . $cookie->gv_click . ' for ' . $event['cookieHas']);
        }
        $parameters = ['cart' => isset($event['cart']) ? (object) $event['cart'] : null];
        if (isset($event['order'])) {
            Recorded::$rows['Order'][$event['order']['id']] = $event['order'];
            Recorded::$rows['Currency'][$event['currency']['id']] = $event['currency'];
            Db::$slips[$event['order']['id']] = $event['slips'] ?? [];
            $parameters['order'] = new Order($event['order']['id']);
        }
        if (isset($event['newOrderStatus'])) {
            $parameters['newOrderStatus'] = (object) $event['newOrderStatus'];
            $parameters['id_order'] = $event['id_order'];
        }
        if (in_array($event['hook'], $module->hooks)) {
            $given = array_intersect_key($parameters, array_flip($recorded['hooks'][$event['hook']]));
            $module->{'hook' . ucfirst($event['hook'])}($given);
        }
    }
    if ($request['writesCookie']) {
        $cookie->write();
    }
}
