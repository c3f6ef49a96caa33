<?php
// What of PrestaShop the module calls; run as: php prestashop-stand-in.php CLICK KEY DEED…, beside prestashop.php.
error_reporting(E_ALL);
set_error_handler(function ($level, $words) {
    if (error_reporting() & $level) {
        throw new ErrorException($words);
    }
});

const _DB_PREFIX_ = 'ps_';

class StandInCookie
{
    private $values = [];

    public function __get($name)
    {
        return $this->values[$name] ?? false;
    }

    public function __set($name, $value)
    {
        $this->values[$name] = $value;
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
        $this->context = (object) ['cookie' => new StandInCookie()];
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
    public static $clicks = [];
    public static $slips = [];

    public static function getInstance()
    {
        return new self();
    }

    public function execute($sql)
    {
        return str_contains($sql, 'ps_grapevine_click');
    }

    public function insert($table, $row)
    {
        self::$clicks[$row['id_order']] = $row['click_id'];
        return $table === 'grapevine_click';
    }

    public function getValue($sql)
    {
        preg_match('/^SELECT click_id FROM ps_grapevine_click WHERE id_order = (\d+)$/', $sql, $found);
        return self::$clicks[$found[1]] ?? false;
    }

    public function executeS($sql)
    {
        preg_match('/ FROM ps_order_slip WHERE id_order = (\d+)$/', $sql, $found);
        return self::$slips[$found[1]] ?? [];
    }
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

class Order
{
    public $id_currency = 1;
    public $total_paid_tax_incl = '49.900000';

    public function __construct(public $id)
    {
    }
}

class Currency
{
    public $iso_code = 'EUR';

    public function __construct($id)
    {
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

[, $click, Configuration::$values['GV_KEY']] = $argv;
$shop = new Grapevine();
$shop->install();
foreach ($shop->hooks as $hook) {
    if (!method_exists($shop, 'hook' . ucfirst($hook))) {
        throw new LogicException($hook);
    }
}
$state = fn ($id, $paid) => $shop->hookActionOrderStatusPostUpdate(
    ['newOrderStatus' => (object) ['id' => $id, 'paid' => $paid], 'id_order' => 1042]
);
foreach (array_slice($argv, 3) as $deed) {
    Tools::$parameters = ['gv_click' => $click];
    $shop->hookDisplayHeader();
    Tools::$parameters = ['gv_click' => '"><script>'];
    $shop->hookDisplayHeader();
    Tools::$parameters = [];
    $shop->hookDisplayHeader();
    if ($deed === 'order') {
        $shop->hookActionValidateOrder(['order' => new Order(1042)]);
        $state(10, false);
    } elseif ($deed === 'pay') {
        $state(2, true);
    } elseif ($deed === 'slip') {
        Db::$slips[1042] = [['id_order_slip' => '3', 'total' => '10.000000']];
        $shop->hookActionOrderSlipAdd(['order' => new Order(1042), 'productList' => [], 'qtyList' => []]);
    } elseif ($deed === 'refund') {
        $state(7, false);
    }
}
